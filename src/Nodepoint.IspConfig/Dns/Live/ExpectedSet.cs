namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>The records of the panel with one name and type, as a name server has to answer them.</summary>
/// <param name="Name">The absolute name, with a trailing dot.</param>
/// <param name="Type">The type that is served.</param>
/// <param name="Values">The data (<see cref="RecordText"/>) of each record, without duplicates.</param>
/// <param name="Ttls">The times to live of the records, without duplicates.</param>
internal sealed record ExpectedSet(string Name, DnsRecordType Type, IReadOnlyList<string> Values, IReadOnlyList<long> Ttls)
{
    /// <summary>The type as a question.</summary>
    public DnsQueryType QueryType => (DnsQueryType)Type;
}
