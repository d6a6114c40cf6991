namespace Nodepoint.IspConfig.Mail.Spf;

/// <summary>The result of an SPF evaluation (RFC 7208 2.6).</summary>
public enum SpfResult
{
    /// <summary>The domain has no SPF record.</summary>
    None,

    /// <summary>The domain does not say whether the address may send its mail.</summary>
    Neutral,

    /// <summary>The address may send the domain's mail.</summary>
    Pass,

    /// <summary>The address may not send the domain's mail.</summary>
    Fail,

    /// <summary>The address probably may not send the domain's mail.</summary>
    SoftFail,

    /// <summary>A name server did not answer. A later evaluation may succeed.</summary>
    TempError,

    /// <summary>The records cannot be evaluated. The domain's owner must correct them.</summary>
    PermError,
}
