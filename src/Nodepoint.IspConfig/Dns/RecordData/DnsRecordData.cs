namespace Nodepoint.IspConfig.Dns.RecordData;

/// <summary>What a record says, by its type, between the form an admin types and the panel's columns <c>data</c> and <c>aux</c>.</summary>
public abstract record DnsRecordData
{
    private protected DnsRecordData(DnsRecordType type) => Type = type;

    /// <summary>The record's type; 0 for a row of a type that is none of ours.</summary>
    public DnsRecordType Type { get; }

    /// <summary>The text as in a zone file, without the priority; of a TXT record the text itself.</summary>
    public abstract string Value { get; }

    /// <summary>Preference of MX, priority of SRV, order of NAPTR, 0 to 65535 (the lowest comes first); null for other types.</summary>
    public virtual int? Priority => null;

    /// <summary>
    /// What makes this record doubtful although the panel takes it, in words; null if nothing does. A fingerprint of the wrong
    /// length is the case: BIND loads no zone that has one.
    /// </summary>
    public virtual string? Warning => null;

    /// <summary>The column <c>data</c>.</summary>
    private protected virtual string PanelData => Value;

    /// <summary>Reads what an admin typed.</summary>
    /// <param name="type">The record's type.</param>
    /// <param name="value">The value; MX, SRV and NAPTR may begin with the priority, as a zone file has it.</param>
    /// <param name="priority">The priority, 0 to 65535; null for the form's default. Types without one take null and 0.</param>
    /// <param name="origin">The zone, which stands for <c>@</c>.</param>
    /// <exception cref="InvalidDnsDataException">The value or the priority does not suit the type; the message says what would.</exception>
    public static DnsRecordData Parse(DnsRecordType type, string? value, int? priority, string origin)
    {
        if (!type.HasPriority() && priority is not (null or 0))
            throw new InvalidDnsDataException($"{type} has no priority: leave it out (given was {priority}).");
        if (priority is < 0 or > 65535)
            throw new InvalidDnsDataException($"The priority of {type} is a number from 0 to 65535, not {priority}.");

        return Read(value ?? "", priority, new DataSource(type, DnsName.ParseOrigin(origin), IsStored: false));
    }

    /// <summary>Reads a row of the panel. Never throws: what makes no sense is kept as it stands in a <see cref="RawData"/>.</summary>
    /// <param name="type">The column <c>type</c>.</param>
    /// <param name="data">The column <c>data</c>.</param>
    /// <param name="aux">The column <c>aux</c>.</param>
    public static DnsRecordData FromPanel(string? type, string? data, long aux)
    {
        if (!DnsRecordTypes.TryParse(type, out var known) || aux is < 0 or > 65535)
            return new RawData(known, type?.Trim() ?? "", data ?? "", aux);
        try
        {
            return Read(data ?? "", known.HasPriority() ? (int)aux : null, new DataSource(known, Origin: null, IsStored: true));
        }
        catch (InvalidDnsDataException)
        {
            return new RawData(known, known.ToString(), data ?? "", aux);
        }
    }

    /// <summary>The panel's columns <c>data</c> and <c>aux</c>.</summary>
    public (string Data, long Aux) ToPanel() => (PanelData, PanelAux);

    /// <summary>The column <c>aux</c>.</summary>
    private protected virtual long PanelAux => Priority ?? 0;

    /// <summary>Whether two records say the same, however their hosts are written: <c>mail</c> and <c>mail.example.com.</c> are one in example.com.</summary>
    /// <param name="other">The other record.</param>
    /// <param name="origin">The zone, with trailing dot.</param>
    public bool IsEquivalentTo(DnsRecordData other, string origin)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Type == other.Type && (Equals(other) || string.Equals(Absolute(origin), other.Absolute(origin), StringComparison.Ordinal));
    }

    /// <summary>The data with its hosts made absolute.</summary>
    private protected virtual string Absolute(string origin) => ToString();

    /// <summary>The data as <c>dig</c> shows it: priority first, texts in quotation marks.</summary>
    public sealed override string ToString() => Priority is { } priority ? $"{priority} {PresentationValue}" : PresentationValue;

    /// <summary>The value as in a zone file, without the priority.</summary>
    private protected virtual string PresentationValue => Value;

    private static DnsRecordData Read(string value, int? priority, DataSource source) => source.Type switch
    {
        DnsRecordType.A or DnsRecordType.AAAA => AddressData.Read(value, source),
        DnsRecordType.ALIAS or DnsRecordType.CNAME or DnsRecordType.DNAME or DnsRecordType.NS or DnsRecordType.PTR => HostData.Read(value, source),
        DnsRecordType.MX => MxData.Read(value, priority, source),
        DnsRecordType.SRV => SrvData.Read(value, priority, source),
        DnsRecordType.NAPTR => NaptrData.Read(value, priority, source),
        DnsRecordType.CAA => CaaData.Read(value, source),
        DnsRecordType.DS => DsData.Read(value, source),
        DnsRecordType.SSHFP => SshfpData.Read(value, source),
        DnsRecordType.TLSA => TlsaData.Read(value, source),
        DnsRecordType.HINFO => HinfoData.Read(value, source),
        DnsRecordType.LOC => LocData.Read(value, source),
        DnsRecordType.RP => RpData.Read(value, source),
        DnsRecordType.TXT => TxtData.Read(value, source),
        _ => throw new InvalidDnsDataException($"There is no record type {(int)source.Type} on the panel."),
    };
}
