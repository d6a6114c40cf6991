using System.Management.Automation;
using Nodepoint.IspConfig.Servers;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;

namespace Nodepoint.PowerShell.Servers;

/// <summary>Gets the settings of the panel itself.</summary>
/// <remarks>Passwords are returned as secure strings, in Secret.</remarks>
[Cmdlet(VerbsCommon.Get, "NpSystemConfig")]
[OutputType(typeof(ConfigSetting))]
public sealed class GetNpSystemConfigCommand : PanelCommand
{
    /// <summary>The section, such as mail, sites, or misc. The default is all known sections.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(SettingSectionCompleter))]
    public string? Section { get; set; }

    /// <summary>The names of the settings; wildcards are allowed. The default is all settings.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SettingNameCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        if (!TryRun(Section, cancel => new PanelSettings(Connection).OfSystemAsync(Section, cancel), out var found)) return;
        var names = NameFilter.Of(Name);
        foreach (var setting in found)
            if (names.Matches(setting.Name)) WriteObject(setting);
    }
}
