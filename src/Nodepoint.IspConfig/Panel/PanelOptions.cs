using System.Net;
using System.Text;

namespace Nodepoint.IspConfig.Panel;

/// <summary>Where a panel is, who logs in, and how far its certificate is trusted.</summary>
/// <remarks>Looked at by <see cref="PanelConnection.OpenAsync"/>, which says in plain words what does not fit.</remarks>
public sealed record PanelOptions
{
    /// <summary>The panel's address, such as <c>https://panel.example.com:8080</c>. <c>/remote/json.php</c> is put behind it
    /// unless its path ends in <c>.php</c>. Plain http is taken for this machine's own addresses only.</summary>
    public required Uri Uri { get; init; }

    /// <summary>What the connection is called; the host's name unless given.</summary>
    public string? Name { get; init; }

    /// <summary>The remote user (panel: System, Remote Users) and its password.</summary>
    public required NetworkCredential Credential { get; init; }

    /// <summary>Whether <see cref="Credential"/> is that of a client who may use the API, not of a remote user.</summary>
    public bool ClientLogin { get; init; }

    /// <summary>The SHA-256 of the panel's certificate (its DER form): 64 hex digits in either case, with or without colons and
    /// <c>sha256:</c> in front, or base64. With it no other certificate is accepted, and who signed it does not matter.</summary>
    public string? CertificatePin { get; init; }

    /// <summary>A file (PEM, also with several certificates, or DER) with the authority that signed the panel's certificate.
    /// The system's own authorities are then not trusted.</summary>
    public string? CaCertificatePath { get; init; }

    /// <summary>Whether any certificate is accepted. Anyone between here and the panel can then read the password.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>How long one request may take before it is given up; 100 seconds. <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>
    /// for as long as it takes. While rows are streamed it is the time between two pieces of the answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How many requests the callers of this connection should have under way at once; 1 to 256, 4 unless given.</summary>
    public int ThrottleLimit { get; init; } = 4;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Told what the user should know, such as that the certificate is not looked at.</summary>
    public Action<string>? Warning { get; init; }

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Uri = ").Append(Uri).Append(", Name = ").Append(Name).Append(", UserName = ").Append(Credential?.UserName);
        return true;
    }
}
