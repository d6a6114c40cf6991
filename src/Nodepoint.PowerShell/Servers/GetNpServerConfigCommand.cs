using System.Management.Automation;
using Nodepoint.IspConfig.Servers;
using Nodepoint.PowerShell.Bases;

namespace Nodepoint.PowerShell.Servers;

/// <summary>Reads the settings of servers. Values of passwords are given as secure strings, in Secret.</summary>
[Cmdlet(VerbsCommon.Get, "NpServerConfig")]
[OutputType(typeof(ConfigSetting))]
public sealed class GetNpServerConfigCommand : ServerCommand
{
    /// <summary>The section: mail, web, dns, server ... Left out, all.</summary>
    [Parameter(Position = 1)]
    public string? Section { get; set; }

    /// <summary>The names of the settings; wildcards are allowed.</summary>
    [Parameter(Position = 2)]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var names = Patterns.Of(Name);
        WriteOfServers(async (server, cancel) =>
            (IReadOnlyList<ConfigSetting>)[.. (await new PanelSettings(Connection).OfServerAsync(server, Section, cancel).ConfigureAwait(false)).Where(setting => names.Match(setting.Name))]);
    }
}
