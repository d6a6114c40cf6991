using System.Management.Automation;
using Nodepoint.IspConfig;
using Nodepoint.IspConfig.Entities;

namespace Nodepoint.PowerShell;

/// <summary>Switches mail domains by mail_domain_set_status, which touches nothing else.</summary>
public abstract class MailDomainStatusCommand : StatusCommand<MailDomain>
{
    /// <inheritdoc/>
    protected override PanelNoun<MailDomain> Noun => MailDomainNoun.Instance;

    /// <inheritdoc/>
    protected override PanelCall? StatusCall(MailDomain value) => value is null || value.Active == Active ? null : MailDomainNoun.StatusCall(value.Id, Active);
}

/// <summary>Lets a mail domain receive mail again.</summary>
[Cmdlet(VerbsLifecycle.Enable, "NpMailDomain", SupportsShouldProcess = true)]
[OutputType(typeof(MailDomain))]
public sealed class EnableNpMailDomainCommand : MailDomainStatusCommand
{
    /// <inheritdoc/>
    protected override bool Active => true;
}

/// <summary>Stops a mail domain from receiving mail; nothing is removed.</summary>
[Cmdlet(VerbsLifecycle.Disable, "NpMailDomain", SupportsShouldProcess = true)]
[OutputType(typeof(MailDomain))]
public sealed class DisableNpMailDomainCommand : MailDomainStatusCommand
{
    /// <inheritdoc/>
    protected override bool Active => false;
}
