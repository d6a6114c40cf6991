namespace Nodepoint.IspConfig.Mail.Delivery;

/// <summary>What a mail server answered.</summary>
internal sealed record SmtpAnswer
{
    /// <summary>The first line, such as <c>220 mail.example.com ESMTP Postfix</c>.</summary>
    public string Banner { get; init; } = "";

    /// <summary>Whether it offers STARTTLS.</summary>
    public bool OffersTls { get; init; }

    /// <summary>The version of TLS, such as Tls13; empty without TLS.</summary>
    public string TlsVersion { get; init; } = "";

    /// <summary>Why TLS could not begin, in words that end a sentence; empty if it did.</summary>
    public string TlsProblem { get; init; } = "";

    /// <summary>The certificate; null without TLS.</summary>
    public ServerCertificate? Certificate { get; init; }

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
