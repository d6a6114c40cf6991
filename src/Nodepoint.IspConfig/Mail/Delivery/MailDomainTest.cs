using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Platform;

namespace Nodepoint.IspConfig.Mail.Delivery;

/// <summary>Whether mail from and to a domain reaches the inbox.</summary>
/// <param name="Domain">The domain in punycode, without a trailing dot.</param>
/// <param name="Checks">The checks.</param>
[ResultOf(typeof(MailDomain))]
public sealed record MailDomainTest(string Domain, MailCheck[] Checks) : IPanelResult
{
    /// <summary>Fail if a check failed; Warn if a check warns, or something did not answer; else Pass.</summary>
    public Verdict Verdict => Checks.Any(static check => check.State == CheckState.Fail) ? Verdict.Fail
        : Checks.Any(static check => check.State == CheckState.Warn || check.IsUnknown) ? Verdict.Warn : Verdict.Pass;

    /// <summary>Whether the panel has the mail domain.</summary>
    internal bool IsOnPanel { get; init; }

    PanelOrigin IPanelResult.Origin { get; set; }

    /// <summary>The domain and the verdict.</summary>
    /// <returns>Such as <c>example.com Pass</c>.</returns>
    public override string ToString() => $"{Domain} {Verdict}";
}
