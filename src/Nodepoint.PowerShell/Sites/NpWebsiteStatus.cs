using System.Management.Automation;
using Nodepoint.IspConfig;
using Nodepoint.IspConfig.Entities;

namespace Nodepoint.PowerShell;

/// <summary>Switches websites by sites_web_domain_set_status, which touches nothing else.</summary>
public abstract class WebsiteStatusCommand : StatusCommand<Website>
{
    /// <inheritdoc/>
    protected override PanelNoun<Website> Noun => WebsiteNoun.Instance;

    /// <inheritdoc/>
    protected override PanelCall? StatusCall(Website value) => value is null || value.Active == Active ? null : WebsiteNoun.StatusCall(value.Id, Active);
}

/// <summary>Serves a website again.</summary>
[Cmdlet(VerbsLifecycle.Enable, "NpWebsite", SupportsShouldProcess = true)]
[OutputType(typeof(Website))]
public sealed class EnableNpWebsiteCommand : WebsiteStatusCommand
{
    /// <inheritdoc/>
    protected override bool Active => true;
}

/// <summary>Stops serving a website; nothing is removed.</summary>
[Cmdlet(VerbsLifecycle.Disable, "NpWebsite", SupportsShouldProcess = true)]
[OutputType(typeof(Website))]
public sealed class DisableNpWebsiteCommand : WebsiteStatusCommand
{
    /// <inheritdoc/>
    protected override bool Active => false;
}
