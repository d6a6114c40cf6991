using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Dns.RecordData;

/// <summary>A mail server and its preference.</summary>
public sealed record MxData : DnsRecordData
{
    private MxData(string host, int preference) : base(DnsRecordType.MX)
    {
        Host = host;
        Preference = preference;
    }

    /// <summary>Mail server in punycode: absolute with a trailing dot, or a single label relative to the zone; a single dot if the domain accepts no mail (RFC 7505).</summary>
    public string Host { get; }

    /// <summary>Preference, 0 to 65535; the lowest is tried first.</summary>
    public int Preference { get; }

    /// <inheritdoc/>
    public override string Value => Host;

    /// <inheritdoc/>
    public override int? Priority => Preference;

    internal override string AbsoluteValue(string origin) => HostName.Absolute(Host, origin);

    internal static MxData Read(string value, int? priority, DataSource source)
    {
        var words = DataSource.Words(value);
        if (words.Length > (source.IsStored ? 1 : 2))
            throw source.Wrong(value, "mail.example.com");
        var host = HostName.Read(words.LastOrDefault(""), source, root: true);
        // RFC 7505 3: a null MX has the preference 0.
        var isNull = host == "." && !source.IsStored;
        var preference = isNull && words.Length == 1 && priority is null ? 0 : Numbers.Priority(words.Length == 2 ? words[0] : null, priority, source);
        return !isNull || preference == 0 ? new MxData(host, preference)
            : throw new RuleException(Rule.InvalidDnsData, $"MX . says that the domain accepts no mail, and has the priority 0. Remove -Priority {preference}.");
    }
}
