namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>What a name server is asked for: a record type, with its number from the IANA registry of resource record types. Any other number can be used, too.</summary>
internal enum DnsQueryType : ushort
{
    A = 1,
    NS = 2,
    CNAME = 5,
    SOA = 6,
    PTR = 12,
    MX = 15,
    TXT = 16,
    AAAA = 28,
    DNAME = 39,
    DS = 43,
    RRSIG = 46,
    NSEC = 47,
    DNSKEY = 48,
    NSEC3 = 50,
    TLSA = 52,

    /// <summary>All records of a name. A server may answer with some of them (RFC 8482).</summary>
    ANY = 255,
}
