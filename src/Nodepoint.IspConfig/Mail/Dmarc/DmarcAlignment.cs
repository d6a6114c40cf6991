using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail.Dmarc;

/// <summary>How close the domain of a signature or of the sender must be to that of the From header (RFC 7489 3.1).</summary>
public enum DmarcAlignment
{
    /// <summary>It belongs to the same organizational domain.</summary>
    [Word("r")] Relaxed,

    /// <summary>It is the same domain.</summary>
    [Word("s")] Strict,
}
