namespace Nodepoint.IspConfig.Dns;

/// <summary>
/// The record types of the panel, with their numbers from the IANA registry of resource record types. A row of another type
/// (the panel's table also accepts DNSKEY, or an empty type) is read as 0.
/// </summary>
public enum DnsRecordType
{
    /// <summary>An IPv4 address (RFC 1035).</summary>
    A = 1,

    /// <summary>A name server of the zone or of a delegated subzone (RFC 1035).</summary>
    NS = 2,

    /// <summary>The canonical name of an alias (RFC 1035).</summary>
    CNAME = 5,

    /// <summary>The name that belongs to an address (RFC 1035).</summary>
    PTR = 12,

    /// <summary>CPU and operating system of a host (RFC 1035, RFC 8482).</summary>
    HINFO = 13,

    /// <summary>A mail server (RFC 1035, RFC 7505).</summary>
    MX = 15,

    /// <summary>Text, such as SPF, DKIM, DMARC or proof of ownership (RFC 1035).</summary>
    TXT = 16,

    /// <summary>Responsible person (RFC 1183).</summary>
    RP = 17,

    /// <summary>An IPv6 address (RFC 3596).</summary>
    AAAA = 28,

    /// <summary>Geographic location (RFC 1876).</summary>
    LOC = 29,

    /// <summary>Host and port of a service (RFC 2782).</summary>
    SRV = 33,

    /// <summary>Rewrite rule for names (RFC 3403).</summary>
    NAPTR = 35,

    /// <summary>Redirection of all names below a name (RFC 6672).</summary>
    DNAME = 39,

    /// <summary>Fingerprint of a child zone's key (RFC 4034).</summary>
    DS = 43,

    /// <summary>Fingerprint of a host's SSH key (RFC 4255).</summary>
    SSHFP = 44,

    /// <summary>Certificate of a TLS service (RFC 6698).</summary>
    TLSA = 52,

    /// <summary>Certification authorities that may issue certificates (RFC 8659).</summary>
    CAA = 257,

    /// <summary>The panel's alias, which it writes as CNAME for BIND. The number is the one PowerDNS uses.</summary>
    ALIAS = 65401,
}
