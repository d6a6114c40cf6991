using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Platform;

/// <summary>Something that the test of a platform has found.</summary>
/// <param name="Check">The check.</param>
/// <param name="Severity">How bad it is: <see cref="Verdict.Warn"/> or <see cref="Verdict.Fail"/>.</param>
/// <param name="Found">What is wrong.</param>
/// <param name="Advice">What to do.</param>
[TableView("Severity:8 Check:12 Found")]
public sealed record PlatformFinding(PlatformCheckName Check, Verdict Severity, string Found, string Advice)
{
    /// <summary>What is wrong.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Found;
}

/// <summary>A check of a platform.</summary>
public enum PlatformCheckName
{
    /// <summary>The panel has a platform profile.</summary>
    Profile,

    /// <summary>The panel knows the addresses of the profile, and the profile those of the panel.</summary>
    Addresses,

    /// <summary>The host names of the profile have its addresses, and these have the host names.</summary>
    Names,

    /// <summary>All name servers have the same serial for every zone, and it is that of the panel.</summary>
    Serials,

    /// <summary>The servers apply changes in time.</summary>
    Jobs,

    /// <summary>Mailboxes and websites have space left.</summary>
    Quota,

    /// <summary>The certificates of the services are valid, and stay so for some time.</summary>
    Certificates,

    /// <summary>The services answer as they should.</summary>
    Services,
}
