using System.Management.Automation;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Sites;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Platform;

/// <summary>What names a hosted domain.</summary>
internal static class HostedDomainKey
{
    private const string Title = "hosted domain";

    /// <summary>Refuses an object that is not a part of a hosted domain, whatever its properties are.</summary>
    /// <param name="piped">The object from the pipeline; null for none.</param>
    /// <returns>The error; null if the object can be used.</returns>
    public static RuleException? Refuse(PSObject? piped) => piped is null ? null : ObjectKind.Refuse(piped.BaseObject, typeof(MailDomain), typeof(DnsZone), typeof(Website));

    /// <summary>Refuses a name that is empty.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The error; null if the name is not empty.</returns>
    public static RuleException? Refuse(string name) => KeyInputAttribute.Refuse(name, Title);
}
