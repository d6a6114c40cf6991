using System.Collections;
using System.Management.Automation;
using System.Reflection;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Bases;

/// <summary>Finds keys, filters, and references on the command line whose value is empty, such as a variable that has no value. They would mean all records.</summary>
internal static class EmptyArguments
{
    /// <summary>The error for the first argument that cannot be used; null for none.</summary>
    /// <param name="cmdlet">The cmdlet, before it has read from the pipeline.</param>
    public static ErrorRecord? Find(PSCmdlet cmdlet)
    {
        foreach (var (name, value) in cmdlet.MyInvocation.BoundParameters)
        {
            if (value is IReference { Problem: { } problem } && problem.Rule != Rule.NothingSpecified) return PanelErrors.Record(problem, value);
            if (value is IReference { Problem: not null } || (IsEmpty(value) && IsFilter(cmdlet, name)))
                return PanelErrors.Record(new RuleException(Rule.NothingSpecified, $"-{name} is specified, but its value is empty. An empty value does not mean all or none. Check the variable that it comes from, or leave out -{name}."), value);
        }

        return null;
    }

    /// <summary>Whether a parameter selects records: a key, and in a cmdlet that gets something, every text, list, and reference.</summary>
    private static bool IsFilter(PSCmdlet cmdlet, string name)
    {
        if (Cmdlet.CommonParameters.Contains(name) || name is nameof(PanelCommand.Panel) or nameof(IThrottled.ThrottleLimit) || cmdlet.GetType().GetProperty(name) is not { } parameter) return false;
        return parameter.GetCustomAttribute<KeyInputAttribute>() is not null || cmdlet.GetType().GetCustomAttribute<CmdletAttribute>()?.VerbName == VerbsCommon.Get;
    }

    private static bool IsEmpty(object? value) => value switch
    {
        PSObject wrapped => IsEmpty(wrapped.BaseObject),
        null => true,
        string text => string.IsNullOrWhiteSpace(text),
        ICollection list => list.Count == 0 || list.Cast<object?>().Any(one => one is null || (one is string text && string.IsNullOrWhiteSpace(text))),
        _ => false,
    };
}
