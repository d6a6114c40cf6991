namespace Nodepoint.IspConfig.Dns;

/// <summary>
/// The record types the panel keeps. The numbers are those of the DNS itself (IANA, Resource Record Types), so that a row of a
/// type beyond these (the panel's table also takes DNSKEY, or none) can be told apart: it reads as 0.
/// </summary>
public enum DnsRecordType
{
    /// <summary>An IPv4 address (RFC 1035).</summary>
    A = 1,

    /// <summary>A name server of the zone or of a part handed on (RFC 1035).</summary>
    NS = 2,

    /// <summary>Another name for a host (RFC 1035).</summary>
    CNAME = 5,

    /// <summary>The name behind an address (RFC 1035).</summary>
    PTR = 12,

    /// <summary>Processor and operating system of a host (RFC 1035, RFC 8482).</summary>
    HINFO = 13,

    /// <summary>A mail server (RFC 1035, RFC 7505).</summary>
    MX = 15,

    /// <summary>Text: SPF, DKIM, DMARC, proofs of ownership (RFC 1035).</summary>
    TXT = 16,

    /// <summary>Who is responsible (RFC 1183).</summary>
    RP = 17,

    /// <summary>An IPv6 address (RFC 3596).</summary>
    AAAA = 28,

    /// <summary>A place on earth (RFC 1876).</summary>
    LOC = 29,

    /// <summary>Where a service runs (RFC 2782).</summary>
    SRV = 33,

    /// <summary>A rule that rewrites names (RFC 3403).</summary>
    NAPTR = 35,

    /// <summary>Another name for everything below a name (RFC 6672).</summary>
    DNAME = 39,

    /// <summary>The fingerprint of a child zone's key (RFC 4034).</summary>
    DS = 43,

    /// <summary>The fingerprint of a host's SSH key (RFC 4255).</summary>
    SSHFP = 44,

    /// <summary>A certificate bound to a service (RFC 6698).</summary>
    TLSA = 52,

    /// <summary>Who may issue certificates (RFC 8659).</summary>
    CAA = 257,

    /// <summary>The panel's alias; it writes a CNAME for BIND. The number is PowerDNS' own.</summary>
    ALIAS = 65401,
}
