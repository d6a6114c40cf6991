using System.Management.Automation;
using Nodepoint.IspConfig.Servers;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;

namespace Nodepoint.PowerShell.Servers;

/// <summary>Reads the settings of the panel itself. Values of passwords are given as secure strings, in Secret.</summary>
[Cmdlet(VerbsCommon.Get, "NpSystemConfig")]
[OutputType(typeof(ConfigSetting))]
public sealed class GetNpSystemConfigCommand : PanelCommand
{
    /// <summary>The section: mail, sites, misc ... Left out, all that are known.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(SystemSectionCompleter))]
    public string? Section { get; set; }

    /// <summary>The names of the settings; wildcards are allowed.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryRun(Section, cancel => new PanelSettings(Connection).OfSystemAsync(Section, cancel), out var found)) return;
        var names = Patterns.Of(Name);
        foreach (var setting in found)
            if (names.Match(setting.Name)) WriteObject(setting);
    }
}
