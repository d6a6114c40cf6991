namespace Nodepoint.IspConfig.Dns.RecordData;

/// <summary>A mail server and its preference.</summary>
public sealed record MxData : DnsRecordData
{
    private MxData(string host, int preference) : base(DnsRecordType.MX)
    {
        Host = host;
        Preference = preference;
    }

    /// <summary>The mail server in punycode: absolute with trailing dot, or one word relative to the zone; a dot alone means the domain takes no mail (RFC 7505).</summary>
    public string Host { get; }

    /// <summary>The preference, 0 to 65535; the lowest is tried first.</summary>
    public int Preference { get; }

    /// <inheritdoc/>
    public override string Value => Host;

    /// <inheritdoc/>
    public override int? Priority => Preference;

    private protected override string Absolute(string origin) => $"{Preference} {HostName.Absolute(Host, origin)}";

    internal static MxData Read(string value, int? priority, DataSource source)
    {
        var words = DataSource.Words(value);
        if (words.Length > (source.IsStored ? 1 : 2))
            throw source.Wrong(value, "mail.example.com");
        var preference = Numbers.Priority(words.Length == 2 ? words[0] : null, priority, source);
        return new MxData(HostName.Read(words.LastOrDefault(""), source, root: true), preference);
    }
}
