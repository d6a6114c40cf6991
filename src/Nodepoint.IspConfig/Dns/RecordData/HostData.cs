using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Dns.RecordData;

/// <summary>The host an ALIAS, CNAME, DNAME, NS or PTR record points to.</summary>
public sealed record HostData : DnsRecordData
{
    private HostData(DnsRecordType type, string host) : base(type) => Host = host;

    /// <summary>The host in punycode: absolute with trailing dot, or one word relative to the zone.</summary>
    public string Host { get; }

    /// <inheritdoc/>
    public override string Value => Host;

    private protected override string Absolute(string origin) => HostName.Absolute(Host, origin);

    internal static HostData Read(string value, DataSource source)
    {
        var underscore = source.Type is DnsRecordType.CNAME or DnsRecordType.DNAME;
        var host = HostName.Read(value, source, underscore);
        if (source.Type == DnsRecordType.PTR && !source.IsStored && !host.EndsWith('.'))
            throw new InvalidDnsDataException($"PTR needs the full name of a host, as in mail.example.com, not {Excerpt.Of(value)} alone.");
        return new HostData(source.Type, host);
    }
}
