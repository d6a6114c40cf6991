namespace Nodepoint.IspConfig.Mail.Dmarc;

/// <summary>What receivers should do with mail that fails DMARC (RFC 7489 6.3, tag p).</summary>
public enum DmarcAction
{
    /// <summary>Nothing; the domain only collects reports.</summary>
    None,

    /// <summary>Treat it as suspicious, such as junk.</summary>
    Quarantine,

    /// <summary>Refuse it.</summary>
    Reject,
}
