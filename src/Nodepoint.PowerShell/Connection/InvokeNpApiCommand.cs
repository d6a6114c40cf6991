using System.Collections;
using System.Management.Automation;
using System.Text.Json;
using Nodepoint.IspConfig.Panel;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;

namespace Nodepoint.PowerShell.Connection;

/// <summary>Calls any function of the panel's remote API with named parameters; the session is added.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "NpApi", SupportsShouldProcess = true)]
[OutputType(typeof(PSObject), typeof(string))]
public sealed class InvokeNpApiCommand : PanelCommand
{
    /// <summary>The function's name, such as server_get_all.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(FunctionCompleter))]
    public string Function { get; set; } = "";

    /// <summary>Its parameters by name; @{ primary_id = 1 }. Ids belong in as numbers.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true)]
    public IDictionary? Parameter { get; set; }

    /// <summary>Gives the reply as it came, with the session's id masked.</summary>
    [Parameter]
    public SwitchParameter Raw { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var arguments = new Dictionary<string, object?>();
        foreach (DictionaryEntry entry in Parameter ?? new Hashtable())
            arguments[entry.Key.ToString()!] = Plain(entry.Value);
        if (!new PanelCall(Check(Function)).IsWrite || ShouldProcess(Connection.ToString(), $"Call {Function}")) Call(arguments);
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

    private string Check(string function)
    {
        if (function.Length is > 0 and <= 100 && function.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')) return function;
        ThrowTerminatingError(new ErrorRecord(new PSArgumentException("A function's name has letters, digits and underscores only. Get-NpApiFunction lists them."), "InvalidFunction", ErrorCategory.InvalidArgument, null));
        return function;
    }

    private static object? Plain(object? value) => value switch
    {
        PSObject { BaseObject: not PSCustomObject } wrapped => Plain(wrapped.BaseObject),
        PSObject custom => custom.Properties.ToDictionary(p => p.Name, p => Plain(p.Value)),
        IDictionary map => map.Cast<DictionaryEntry>().ToDictionary(e => e.Key.ToString()!, e => Plain(e.Value)),
        string => value,
        IEnumerable items => items.Cast<object?>().Select(Plain).ToArray(),
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
