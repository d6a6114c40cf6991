using System.Management.Automation;
using Nodepoint.IspConfig;
using Nodepoint.IspConfig.Entities;

namespace Nodepoint.PowerShell;

/// <summary>
/// Switches zones by dns_zone_update together with a new serial: dns_zone_set_status writes no job, so the name server
/// would not hear of it.
/// </summary>
public abstract class DnsZoneStatusCommand : StatusCommand<DnsZone>
{
    /// <inheritdoc/>
    protected override PanelNoun<DnsZone> Noun => DnsZoneNoun.Instance;

    /// <inheritdoc/>
    protected override PanelCall? StatusCall(DnsZone value) => value is null || value.Active == Active ? null : DnsZoneNoun.StatusCall(value, Active, Connection.Time);
}

/// <summary>Serves a zone again.</summary>
[Cmdlet(VerbsLifecycle.Enable, "NpDnsZone", SupportsShouldProcess = true)]
[OutputType(typeof(DnsZone))]
public sealed class EnableNpDnsZoneCommand : DnsZoneStatusCommand
{
    /// <inheritdoc/>
    protected override bool Active => true;
}

/// <summary>Stops serving a zone; its records stay.</summary>
[Cmdlet(VerbsLifecycle.Disable, "NpDnsZone", SupportsShouldProcess = true)]
[OutputType(typeof(DnsZone))]
public sealed class DisableNpDnsZoneCommand : DnsZoneStatusCommand
{
    /// <inheritdoc/>
    protected override bool Active => false;
}
