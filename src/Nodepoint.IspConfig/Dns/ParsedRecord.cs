using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Mail.Dmarc;
using Nodepoint.IspConfig.Mail.Spf;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Dns;

/// <summary>A record with its parsed name and data.</summary>
internal sealed class ParsedRecord(IDnsRecord record, string zone)
{
    private DnsRecordData? _data;

    internal IDnsRecord Record => record;

    internal DnsRecordType Type => record.Type;

    internal DnsName Name { get; } = DnsName.FromPanel(record.Name, zone);

    internal DnsRecordData Data => _data ??= DnsRecordData.FromPanel(record.Type.ToString(), record.Data, record.Aux);

    internal long Ttl => record.Ttl;

    /// <summary>The text of a TXT record; null for other types, and for data that cannot be read.</summary>
    internal string? Text => Type == DnsRecordType.TXT && Data is TxtData { Text: var text } ? text : null;

    internal bool IsAlias => Type is DnsRecordType.CNAME or DnsRecordType.ALIAS;

    internal string? Policy => Text is { } text ? PolicyOf(text) : null;

    internal bool IsNullMx => Type == DnsRecordType.MX && Data is MxData { Host: "." };

    internal bool IsDkimKey => Text is { } text && Name.Fqdn.Contains("._domainkey.", StringComparison.Ordinal) && text.Contains("p=", StringComparison.Ordinal);

    /// <summary>The absolute name that the record points to and that must not be an alias; null for none.</summary>
    internal string? Target => Data switch
    {
        MxData { Host: not "." } mx => HostName.Absolute(mx.Host, Name.Origin),
        HostData { Type: DnsRecordType.NS } ns => HostName.Absolute(ns.Host, Name.Origin),
        SrvData { Target: not "." } srv => HostName.Absolute(srv.Target, Name.Origin),
        _ => null,
    };

    internal string DisplayText => $"{Name.Fqdn} {Type} {Excerpt.Of(Data.ToString())}";

    internal bool IsAt(ParsedRecord other) => Name.Fqdn == other.Name.Fqdn;

    internal bool IsBelow(ParsedRecord other) => Name.Fqdn.EndsWith("." + other.Name.Fqdn, StringComparison.Ordinal);

    // What receivers do not see as a policy is not a second one.
    private static string? PolicyOf(string text) => SpfRecord.IsSpf(text) ? SpfRecord.Version : DmarcRecord.IsDmarc(text) ? DmarcRecord.Version.Text : null;
}
