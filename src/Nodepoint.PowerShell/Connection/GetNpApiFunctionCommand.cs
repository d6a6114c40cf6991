using System.Management.Automation;
using System.Text.Json;
using Nodepoint.IspConfig.Panel;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Connection;

/// <summary>Gets the functions of the panel's remote API, with their parameters and the permission each one needs.</summary>
[Cmdlet(VerbsCommon.Get, "NpApiFunction")]
[OutputType(typeof(PanelFunction))]
public sealed class GetNpApiFunctionCommand : PanelCommand
{
    /// <summary>The names of the functions; wildcards are allowed. The default is all functions.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [KeyInput, SupportsWildcards]
    [ArgumentCompleter(typeof(FunctionCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Gets the functions that the connected panel has. Functions that this version of the module does not know are returned without parameters.</summary>
    [Parameter]
    public SwitchParameter OnPanel { get; set; }

    private protected override bool UsesPanel => OnPanel;

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        // Without -OnPanel, no panel needs to be connected.
        if (EmptyArguments.Find(this) is { } unusable) ThrowTerminatingError(unusable);
    }

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        IReadOnlyList<PanelFunction> all;
        try
        {
            var connection = OnPanel ? Connection : null;
            all = connection is null ? PanelFunctions.All : Task.Run(() => ReadAsync(connection, StopToken)).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception problem) when (PanelErrors.IsExpected(problem))
        {
            ThrowTerminatingError(PanelErrors.Record(problem, AnyConnection));
            return;
        }

        foreach (var name in Name)
        {
            if (KeyInputAttribute.Refuse(name, "function") is { } nothing)
            {
                WriteError(PanelErrors.Record(nothing, null));
                continue;
            }

            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            var found = all.Where(function => pattern.IsMatch(function.Name)).ToArray();
            if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
                WriteError(new ErrorRecord(new PSArgumentException($"Function '{name}' was not found in the panel's remote API. Get-NpApiFunction lists the functions."), "UnknownFunction", ErrorCategory.ObjectNotFound, name));
            WriteObject(found, enumerateCollection: true);
        }
    }

    private static async Task<IReadOnlyList<PanelFunction>> ReadAsync(PanelConnection connection, CancellationToken cancel)
    {
        var names = await connection.CallAsync(
            new PanelCall("get_function_list"),
            static (ref Utf8JsonReader reader) => JsonElement.ParseValue(ref reader) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(name => name.ToString()).ToArray() : [], cancel).ConfigureAwait(false);
        return [.. names.Where(name => !name.StartsWith("__", StringComparison.Ordinal)).Select(name => PanelFunctions.TryGet(name, out var known) ? known with { } : new PanelFunction(name, [], []))];
    }
}
