using System.Management.Automation;
using Nodepoint.IspConfig.Servers;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;

namespace Nodepoint.PowerShell.Servers;

/// <summary>Gets the settings of servers.</summary>
/// <remarks>Passwords are returned as secure strings, in Secret.</remarks>
[Cmdlet(VerbsCommon.Get, "NpServerConfig")]
[OutputType(typeof(ConfigSetting))]
public sealed class GetNpServerConfigCommand : ServerCommand
{
    /// <summary>The section, such as mail, web, dns, or server. The default is all sections.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(SettingSectionCompleter))]
    public string? Section { get; set; }

    /// <summary>The names of the settings; wildcards are allowed. The default is all settings.</summary>
    [Parameter(Position = 2)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SettingNameCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        var names = NameFilter.Of(Name);
        WriteOfServers(async (server, cancel) =>
            (IReadOnlyList<ConfigSetting>)[.. (await new PanelSettings(Connection).OfServerAsync(server, Section, cancel).ConfigureAwait(false)).Where(setting => names.Matches(setting.Name))]);
    }
}
