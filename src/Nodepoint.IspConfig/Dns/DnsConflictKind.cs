namespace Nodepoint.IspConfig.Dns;

/// <summary>Why two records cannot stand side by side.</summary>
public enum DnsConflictKind
{
    /// <summary>The very same record is there.</summary>
    Duplicate,

    /// <summary>A CNAME (or ALIAS, which the panel writes as CNAME) has to be alone at its name (RFC 1034 3.6.2).</summary>
    CnameBesideOthers,

    /// <summary>A CNAME (or ALIAS) at the zone itself, where SOA and NS always are.</summary>
    CnameAtApex,

    /// <summary>Two DNAMEs at one name (RFC 6672 2.4).</summary>
    SecondDname,

    /// <summary>A record below a DNAME, where nothing can be (RFC 6672 2.4).</summary>
    BelowDname,

    /// <summary>A DS at the zone itself: it belongs into the zone above (RFC 4035 2.4).</summary>
    DsAtApex,

    /// <summary>A second SPF or DMARC policy: receivers then follow neither (RFC 7208 4.5, RFC 7489 6.6.3).</summary>
    SecondPolicy,
}
