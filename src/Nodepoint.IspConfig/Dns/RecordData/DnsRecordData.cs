using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Dns.RecordData;

/// <summary>The data of a record by type, converted between the form an administrator types and the panel's columns <c>data</c> and <c>aux</c>.</summary>
public abstract record DnsRecordData
{
    private protected DnsRecordData(DnsRecordType type) => Type = type;

    /// <summary>Record type; 0 for a row of an unknown type.</summary>
    public DnsRecordType Type { get; }

    /// <summary>Text as in a zone file, without the priority; for a TXT record the text itself.</summary>
    public abstract string Value { get; }

    /// <summary>Preference of MX, priority of SRV, order of NAPTR, 0 to 65535 (the lowest comes first); null for other types.</summary>
    public virtual int? Priority => null;

    /// <summary>
    /// Problem of the record that the panel does not check; null if missing. For example, BIND does not load a zone
    /// with a fingerprint of the wrong length.
    /// </summary>
    public virtual string? Warning => null;

    /// <summary>The column <c>data</c>.</summary>
    private protected virtual string PanelData => Value;

    /// <summary>Reads a value as an administrator types it.</summary>
    /// <param name="type">Record type.</param>
    /// <param name="value">Value; for MX, SRV and NAPTR it may begin with the priority, as in a zone file.</param>
    /// <param name="priority">Priority, 0 to 65535; null for the default. For types without a priority, null or 0.</param>
    /// <param name="origin">Zone, which replaces <c>@</c>.</param>
    /// <exception cref="RuleException">The value or priority is not valid for the type. The message says what is expected.</exception>
    public static DnsRecordData Parse(DnsRecordType type, string? value, int? priority, string origin)
    {
        if (!type.HasPriority() && priority is not (null or 0))
            throw new RuleException(Rule.InvalidDnsData, $"{type} records have no priority. Remove -Priority {priority}.");
        if (priority is < 0 or > 65535)
            throw new RuleException(Rule.InvalidDnsData, $"-Priority {priority} of {type} is out of range. Use a number from 0 to 65535.");

        return Read(value ?? "", priority, new DataSource(type, DnsName.ParseOrigin(origin), IsStored: false));
    }

    /// <summary>Reads a row of the panel. Never throws; data that is not valid is kept as stored in a <see cref="RawData"/>.</summary>
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
        catch (RuleException)
        {
            return new RawData(known, known.ToString(), data ?? "", aux);
        }
    }

    /// <summary>The panel's columns <c>data</c> and <c>aux</c>.</summary>
    public (string Data, long Aux) ToPanel() => (PanelData, PanelAux);

    /// <summary>The column <c>aux</c>.</summary>
    private protected virtual long PanelAux => Priority ?? 0;

    /// <summary>Whether two records have the same meaning, even if their host names are written differently: <c>mail</c> and <c>mail.example.com.</c> are the same in example.com.</summary>
    /// <param name="other">The other record.</param>
    /// <param name="origin">The zone, with a trailing dot.</param>
    public bool IsEquivalentTo(DnsRecordData other, string origin)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Type == other.Type && (Equals(other) || (Priority == other.Priority && string.Equals(AbsoluteValue(origin), other.AbsoluteValue(origin), StringComparison.Ordinal)));
    }

    /// <summary>The value with absolute host names, without the priority: equal for records with the same meaning.</summary>
    /// <param name="origin">The zone, with a trailing dot.</param>
    internal virtual string AbsoluteValue(string origin) => Value;

    /// <summary>The data as shown by <c>dig</c>: priority first, text in quotation marks.</summary>
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
        _ => throw new RuleException(Rule.InvalidDnsData, $"DNS record type {(int)source.Type} is not supported by the panel."),
    };
}
