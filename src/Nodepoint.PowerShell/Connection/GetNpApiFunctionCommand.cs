using System.Management.Automation;
using Nodepoint.IspConfig;

namespace Nodepoint.PowerShell;

/// <summary>Shows the functions of the panel's remote API, their parameters and the permission each needs.</summary>
[Cmdlet(VerbsCommon.Get, "NpApiFunction")]
[OutputType(typeof(PanelFunction))]
public sealed class GetNpApiFunctionCommand : PSCmdlet
{
    /// <summary>The functions' names; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(FunctionCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var name in Name)
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            var found = PanelFunctions.All.Where(function => pattern.IsMatch(function.Name)).ToArray();
            if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
                WriteError(new ErrorRecord(new PSArgumentException($"The panel's API has no function '{name}'."), "UnknownFunction", ErrorCategory.ObjectNotFound, name));
            WriteObject(found, enumerateCollection: true);
        }
    }
}
