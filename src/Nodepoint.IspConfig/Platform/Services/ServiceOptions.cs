using Nodepoint.IspConfig.Panel.Transport;

namespace Nodepoint.IspConfig.Platform.Services;

/// <summary>How services are tested.</summary>
internal sealed record ServiceOptions
{
    /// <summary>The limit of everything, from the first connection to the last answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A certificate with fewer days left is a warning.</summary>
    public int WarningDays { get; init; } = 14;

    /// <summary>A certificate with fewer days left is a failure.</summary>
    public int CriticalDays { get; init; } = 3;

    /// <summary>The authorities that are trusted besides those of this computer; null for none.</summary>
    public CertificateAuthorities? Authorities { get; init; }

    /// <summary>The name that this computer gives to mail servers (EHLO).</summary>
    public string Helo { get; init; } = "localhost";

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
