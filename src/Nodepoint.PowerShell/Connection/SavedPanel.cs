using Nodepoint.IspConfig.Model;

namespace Nodepoint.PowerShell.Connection;

/// <summary>A panel that was registered: all that is needed to connect to it but the credential.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Uri">Its address.</param>
[TableView("Name:16 Uri:40 UserName:12 Secret")]
public sealed record SavedPanel(string Name, Uri Uri)
{
    /// <summary>The SHA-256 fingerprint of its certificate; null for none.</summary>
    public string? CertificatePin { get; init; }

    /// <summary>A file with the certificate of the authority that signed its certificate; null for the system's.</summary>
    public string? CaCertificate { get; init; }

    /// <summary>Whether a client of the panel logs in rather than a remote user.</summary>
    public bool ClientLogin { get; init; }

    /// <summary>How long to wait for an answer, in seconds; null for the usual.</summary>
    public int? TimeoutSec { get; init; }

    /// <summary>How many requests commands have under way at once; null for the usual.</summary>
    public int? ThrottleLimit { get; init; }

    /// <summary>The remote user, where the secret is a password alone.</summary>
    public string? UserName { get; init; }

    /// <summary>The SecretManagement vault that holds the credential; null for the default one.</summary>
    public string? Vault { get; init; }

    /// <summary>The name of the secret that is the credential; null where it is given at every connect.</summary>
    public string? Secret { get; init; }

    /// <summary>Its name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
