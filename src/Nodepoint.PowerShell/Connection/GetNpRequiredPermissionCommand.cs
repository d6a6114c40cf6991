using System.Management.Automation;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Errors;

namespace Nodepoint.PowerShell.Connection;

/// <summary>Gets the permissions that a remote user needs to run cmdlets, so that the user of a scheduled script gets no more than these.</summary>
/// <remarks>No panel is needed.</remarks>
[Cmdlet(VerbsCommon.Get, "NpRequiredPermission")]
[OutputType(typeof(RequiredPermission))]
public sealed class GetNpRequiredPermissionCommand : CancelableCommand
{
    private readonly SortedSet<string> _commands = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names of the cmdlets; wildcards are allowed. The default is all cmdlets of the module.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(CommandCompleter))]
    public string[] Command { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var name in Command)
        {
            var found = Match(name);
            _commands.UnionWith(found);
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name)) WriteError(PanelErrors.Record(Unknown(name), name));
            if (found.Contains("Invoke-NpApi") && !WildcardPattern.ContainsWildcardCharacters(name))
                WriteWarning("Invoke-NpApi needs the permission of the function that it calls. Get-NpApiFunction lists the functions with their permissions.");
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(CommandFunctions.PermissionsOf(_commands), enumerateCollection: true);

    /// <summary>The cmdlets of the module that a name or a pattern means.</summary>
    internal static IReadOnlyList<string> Match(string name)
    {
        var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
        return [.. CommandFunctions.Commands.Where(pattern.IsMatch)];
    }

    /// <summary>The error for a name that is not of the module.</summary>
    internal static PanelException Unknown(string name) => new(FaultKind.NotFound, "", $"'{name}' is not a cmdlet of Nodepoint. Get-Command -Module Nodepoint lists the cmdlets.");
}
