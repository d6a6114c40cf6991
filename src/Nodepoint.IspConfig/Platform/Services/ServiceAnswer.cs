using Nodepoint.IspConfig.Mail.Delivery;

namespace Nodepoint.IspConfig.Platform.Services;

/// <summary>What a service answered.</summary>
internal record ServiceAnswer
{
    /// <summary>The first line, such as <c>220 mail.example.com ESMTP Postfix</c>; empty if the service sends none.</summary>
    public string Banner { get; init; } = "";

    /// <summary>How long its first bytes took, with the connection.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>Whether it offers TLS.</summary>
    public bool OffersTls { get; init; }

    /// <summary>The version of TLS, such as Tls13; empty without TLS.</summary>
    public string TlsVersion { get; init; } = "";

    /// <summary>Why TLS could not begin, in words that end a sentence; empty if it did.</summary>
    public string TlsProblem { get; init; } = "";

    /// <summary>The certificate; null without TLS.</summary>
    public ServerCertificate? Certificate { get; init; }

    /// <summary>The status of HTTP; null for other protocols.</summary>
    public int? Status { get; init; }
}
