using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Dns.RecordData;

/// <summary>The host that an ALIAS, CNAME, DNAME, NS or PTR record points to.</summary>
public sealed record HostData : DnsRecordData
{
    private HostData(DnsRecordType type, string host) : base(type) => Host = host;

    /// <summary>Host name in punycode: absolute with a trailing dot, or a single label relative to the zone.</summary>
    public string Host { get; }

    /// <inheritdoc/>
    public override string Value => Host;

    internal override string AbsoluteValue(string origin) => HostName.Absolute(Host, origin);

    internal static HostData Read(string value, DataSource source)
    {
        var underscore = source.Type is DnsRecordType.CNAME or DnsRecordType.DNAME;
        var host = HostName.Read(value, source, underscore);
        if (source.Type == DnsRecordType.PTR && !source.IsStored && !host.EndsWith('.'))
            throw new RuleException(Rule.InvalidDnsData, $"The value of PTR must be a full host name such as mail.example.com, not {Excerpt.Of(value)}.");
        return new HostData(source.Type, host);
    }
}
