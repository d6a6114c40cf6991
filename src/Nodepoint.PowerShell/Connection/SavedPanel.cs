using Nodepoint.IspConfig.Model;

namespace Nodepoint.PowerShell.Connection;

/// <summary>A saved panel: everything needed to connect to it except the credential.</summary>
/// <param name="Name">The name of the saved panel.</param>
/// <param name="Uri">The panel's address.</param>
[TableView("Name:16 Uri:40 UserName:12 Secret")]
public sealed record SavedPanel(string Name, Uri Uri)
{
    /// <summary>The SHA-256 fingerprint of the panel's certificate; null for none.</summary>
    public string? CertificatePin { get; init; }

    /// <summary>The path of a file with the certificate of the authority that signed the panel's certificate; null for the system's authorities.</summary>
    public string? CaCertificate { get; init; }

    /// <summary>Whether a client of the panel logs in instead of a remote user.</summary>
    public bool ClientLogin { get; init; }

    /// <summary>Whether calls that change something are refused.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>The path of the change log; null for none.</summary>
    public string? LogPath { get; init; }

    /// <summary>How long to wait for a response, in seconds; null for the default.</summary>
    public int? TimeoutSec { get; init; }

    /// <summary>How many requests a command sends at the same time; null for the default.</summary>
    public int? ThrottleLimit { get; init; }

    /// <summary>The remote user, if the secret is only a password.</summary>
    public string? UserName { get; init; }

    /// <summary>The SecretManagement vault that holds the credential; null for the default vault.</summary>
    public string? Vault { get; init; }

    /// <summary>The name of the secret that holds the credential; null if the credential is specified with every connection.</summary>
    public string? Secret { get; init; }

    /// <summary>The name of the saved panel.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
