using System.Collections;
using System.Management.Automation;
using System.Text.Json;
using Nodepoint.IspConfig.Panel;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;

namespace Nodepoint.PowerShell.Connection;

/// <summary>Calls any function of the panel's remote API with named parameters; the session ID is added automatically.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "NpApi", SupportsShouldProcess = true)]
[OutputType(typeof(PSObject), typeof(string))]
public sealed class InvokeNpApiCommand : PanelCommand
{
    /// <summary>The name of the function, such as server_get_all.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(FunctionCompleter))]
    public string Function { get; set; } = "";

    /// <summary>The function's parameters by name, such as @{ primary_id = 1 }. Specify IDs as numbers.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true)]
    public IDictionary? Parameter { get; set; }

    /// <summary>Returns the unchanged response as text, with the session ID masked.</summary>
    [Parameter]
    public SwitchParameter Raw { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        var arguments = new Dictionary<string, object?>();
        foreach (DictionaryEntry entry in Parameter ?? new Hashtable())
            arguments[entry.Key.ToString()!] = ToPlain(entry.Value);
        if (!new PanelCall(ValidName(Function)).IsWrite || ShouldProcess(Describe($"function {Function}"), "Call")) Call(arguments);
    }

    private void Call(Dictionary<string, object?> arguments)
    {
        if (Raw)
        {
            if (TryRun(Function, cancel => Connection.CallRawAsync(Function, arguments, cancel), out var text)) WriteObject(text);
        }
        else if (TryRun(Function, cancel => Connection.CallAsync(Function, arguments, cancel), out var reply))
        {
            WriteObject(ToObject(reply), enumerateCollection: true);
        }
    }

    private string ValidName(string function)
    {
        if (function.Length is > 0 and <= 100 && function.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')) return function;
        ThrowTerminatingError(new ErrorRecord(new PSArgumentException($"'{(function.Length > 100 ? function[..100] + "..." : function)}' is not a valid -Function. Use a name of letters, digits, and underscores; Get-NpApiFunction lists the functions."), "InvalidFunction", ErrorCategory.InvalidArgument, null));
        return function;
    }

    private static object? ToPlain(object? value) => value switch
    {
        PSObject { BaseObject: not PSCustomObject } wrapped => ToPlain(wrapped.BaseObject),
        PSObject custom => custom.Properties.ToDictionary(p => p.Name, p => ToPlain(p.Value)),
        IDictionary map => map.Cast<DictionaryEntry>().ToDictionary(e => e.Key.ToString()!, e => ToPlain(e.Value)),
        string => value,
        IEnumerable items => items.Cast<object?>().Select(ToPlain).ToArray(),
        SwitchParameter flag => flag.IsPresent,
        _ => value,
    };

    private static object? ToObject(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var output = new PSObject();
                foreach (var member in element.EnumerateObject())
                {
                    output.Properties.Remove(member.Name);
                    output.Properties.Add(new PSNoteProperty(member.Name.Length > 0 ? member.Name : "_", ToObject(member.Value)));
                }

                return output;
            case JsonValueKind.Array: return element.EnumerateArray().Select(ToObject).ToArray();
            case JsonValueKind.String: return element.GetString();
            case JsonValueKind.Number: return element.TryGetInt64(out var whole) ? whole : element.GetDouble();
            case JsonValueKind.True: return true;
            case JsonValueKind.False: return false;
            default: return null;
        }
    }
}
