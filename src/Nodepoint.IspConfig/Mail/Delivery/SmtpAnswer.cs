using Nodepoint.IspConfig.Platform.Services;

namespace Nodepoint.IspConfig.Mail.Delivery;

/// <summary>What a mail server answered.</summary>
internal sealed record SmtpAnswer : ServiceAnswer
{
    /// <summary>The answer to a recipient of a foreign domain.</summary>
    public SmtpReply? Relay { get; init; }

    /// <summary>The name in the first line; empty without one.</summary>
    public string BannerName
    {
        get
        {
            var words = Banner.Split([' ', '-'], 2);
            return words.Length < 2 ? "" : words[1].TrimStart().Split(' ', 2)[0].TrimEnd('.').ToLowerInvariant();
        }
    }
}

/// <summary>A reply of a mail server.</summary>
/// <param name="Code">The code (RFC 5321 4.2).</param>
/// <param name="Text">The text of its last line.</param>
internal sealed record SmtpReply(int Code, string Text);
