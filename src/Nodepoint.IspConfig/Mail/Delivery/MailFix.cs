using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Mail.Dmarc;
using Nodepoint.IspConfig.Mail.Spf;

namespace Nodepoint.IspConfig.Mail.Delivery;

/// <summary>A change on the panel that corrects what a check has found.</summary>
/// <param name="Line">The command that does the same.</param>
/// <param name="Name">The absolute name whose zone it changes, without a trailing dot.</param>
internal abstract record MailFix(string Line, string Name)
{
    /// <summary>The addition of a record.</summary>
    /// <param name="Line">The command that does the same.</param>
    /// <param name="Zone">The zone.</param>
    /// <param name="Fqdn">The absolute name, with a trailing dot.</param>
    /// <param name="Type">The type.</param>
    /// <param name="Value">The value.</param>
    /// <param name="Priority">The priority; null for types without one.</param>
    internal sealed record Addition(string Line, DnsZone Zone, string Fqdn, DnsRecordType Type, string Value, int? Priority) : MailFix(Line, Fqdn.TrimEnd('.'));

    /// <summary>The change of a record's value.</summary>
    /// <param name="Line">The command that does the same.</param>
    /// <param name="Record">The record.</param>
    /// <param name="Value">The new value.</param>
    internal sealed record NewValue(string Line, DnsRecord Record, string Value) : MailFix(Line, Record.Fqdn.TrimEnd('.'));

    /// <summary>The key of a mail domain, with its record.</summary>
    /// <param name="Line">The command that does the same.</param>
    /// <param name="Domain">The mail domain.</param>
    internal sealed record Signing(string Line, string Domain) : MailFix(Line, Domain);

    /// <summary>The change of an SPF policy.</summary>
    /// <param name="Line">The command that does the same.</param>
    /// <param name="Change">The change.</param>
    internal sealed record SenderPolicy(string Line, SpfChange Change) : MailFix(Line, Change.Domain);

    /// <summary>The change of a DMARC policy.</summary>
    /// <param name="Line">The command that does the same.</param>
    /// <param name="Change">The change.</param>
    internal sealed record ReceiverPolicy(string Line, DmarcChange Change) : MailFix(Line, Change.Domain);
}
