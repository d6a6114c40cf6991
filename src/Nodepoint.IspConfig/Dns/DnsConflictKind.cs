namespace Nodepoint.IspConfig.Dns;

/// <summary>The rule that a DNS record breaks.</summary>
public enum DnsConflictKind
{
    /// <summary>The same record exists.</summary>
    Duplicate,

    /// <summary>A CNAME (or ALIAS, which the panel writes as CNAME) must be the only record with its name (RFC 1034 3.6.2).</summary>
    CnameBesideOthers,

    /// <summary>A CNAME (or ALIAS) at the zone apex, which always has SOA and NS records.</summary>
    CnameAtApex,

    /// <summary>Two DNAME records with the same name (RFC 6672 2.4).</summary>
    SecondDname,

    /// <summary>A record below a DNAME, which is never found (RFC 6672 2.4).</summary>
    BelowDname,

    /// <summary>A DS at the zone apex; it belongs to the parent zone (RFC 4035 2.4).</summary>
    DsAtApex,

    /// <summary>A second SPF or DMARC policy; receivers then ignore both (RFC 7208 4.5, RFC 7489 6.6.3).</summary>
    SecondPolicy,

    /// <summary>A null MX, which says that the domain accepts no mail, beside another MX (RFC 7505 3).</summary>
    NullMxBesideOthers,

    /// <summary>An MX, NS, or SRV that points to a CNAME (RFC 2181 10.3, RFC 2782).</summary>
    PointsToAlias,

    /// <summary>A second key at one DKIM selector, of which verifiers use either (RFC 6376 3.6.2.2).</summary>
    SecondDkimKey,

    /// <summary>Records of one name and type with different times to live (RFC 2181 5.2).</summary>
    DifferentTtl,

    /// <summary>An SPF policy that is not valid, so that receivers treat it as an error (RFC 7208 4.6).</summary>
    SpfSyntax,

    /// <summary>An SPF policy that needs more than ten look-ups (RFC 7208 4.6.4).</summary>
    SpfLookups,

    /// <summary>An SPF policy with terms that have no effect or should not be used. Advice only.</summary>
    SpfAdvice,

    /// <summary>A DMARC policy that is not valid, so that receivers ignore it or parts of it (RFC 7489 6.3).</summary>
    DmarcSyntax,

    /// <summary>A DMARC policy with tags that have no effect, or at another name than _dmarc. Advice only.</summary>
    DmarcAdvice,

    /// <summary>Data that the panel does not check, such as a fingerprint of the wrong length. Advice only.</summary>
    Data,

    /// <summary>A DKIM key that receivers do not use (RFC 6376 3.6.1, RFC 8301).</summary>
    DkimSyntax,

    /// <summary>A DKIM key that receivers may treat in another way than it seems, or that is shorter than advised. Advice only.</summary>
    DkimAdvice,
}
