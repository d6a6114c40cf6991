using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail;

/// <summary>What the mail server does with mail that matches a rule.</summary>
public enum AccessAction
{
    /// <summary>Accepts the mail.</summary>
    [Word("OK")] Allow,

    /// <summary>Rejects the mail.</summary>
    [Word("REJECT")] Reject,

    /// <summary>Another value stored on the panel.</summary>
    Other,
}
