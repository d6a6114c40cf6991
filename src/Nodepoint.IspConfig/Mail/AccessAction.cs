using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail;

/// <summary>What is done with mail that a rule is for.</summary>
public enum AccessAction
{
    /// <summary>It is taken.</summary>
    [Word("OK")] Allow,

    /// <summary>It is refused.</summary>
    [Word("REJECT")] Reject,

    /// <summary>Something else that the panel holds.</summary>
    Other,
}
