using System.Globalization;
using System.Management.Automation;

namespace Nodepoint.PowerShell.Bases;

/// <summary>Explains arguments that belong to no parameter, such as the unit in -Quota 5 GB.</summary>
internal static class RestArguments
{
    private static readonly string[] Units = ["K", "KB", "KIB", "M", "MB", "MIB", "G", "GB", "GIB", "T", "TB", "TIB"];

    /// <summary>The error for what is left on the command line; null for nothing.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="rest">What is left.</param>
    public static ErrorRecord? Find(PSCmdlet cmdlet, object[]? rest)
    {
        if (rest is not { Length: > 0 }) return null;
        var first = Text(rest[0]);
        if (first.StartsWith('-') && first.Length > 1 && char.IsAsciiLetter(first[1]))
            return new ErrorRecord(new PSArgumentException($"A parameter cannot be found that matches parameter name '{first[1..].TrimEnd(':')}'. For the parameters, run Get-Help {cmdlet.MyInvocation.MyCommand.Name}."), "NamedParameterNotFound", ErrorCategory.InvalidArgument, null);
        var advice = Units.Contains(first.ToUpperInvariant()) && OfUnit(cmdlet, first) is var (name, number)
            ? $"Cannot read '{number} {first}' as -{name}, because it is two arguments. Write it without the blank, or in quotation marks: -{name} {number}{first[..1].ToUpperInvariant()}B."
            : $"A positional parameter cannot be found that accepts argument '{first}'. A value with blanks needs quotation marks, and a list needs commas.";
        return new ErrorRecord(new PSArgumentException(advice), "PositionalParameterNotFound", ErrorCategory.InvalidArgument, null);
    }

    // The parameter whose number stands before the unit on the command line.
    private static (string Name, string Number)? OfUnit(PSCmdlet cmdlet, string unit)
    {
        var line = cmdlet.MyInvocation.Line;
        foreach (var (name, value) in cmdlet.MyInvocation.BoundParameters)
        {
            var number = Text(value);
            if (value is int or long or double or decimal && line.Contains($"-{name} {number} {unit}", StringComparison.OrdinalIgnoreCase)) return (name, number);
        }

        return null;
    }

    private static string Text(object? value) => Convert.ToString(value is PSObject wrapped ? wrapped.BaseObject : value, CultureInfo.InvariantCulture) ?? "";
}
