using System.Net;
using System.Text;

namespace Nodepoint.IspConfig.Panel;

/// <summary>The panel's address, the account to log in with, and how its certificate is trusted.</summary>
/// <remarks>Validated by <see cref="PanelConnection.OpenAsync"/>.</remarks>
public sealed record PanelOptions
{
    /// <summary>The panel's address, such as <c>https://panel.example.com:8080</c>. <c>/remote/json.php</c> is appended
    /// unless its path ends in <c>.php</c>. Plain http is accepted for loopback addresses only.</summary>
    public required Uri Uri { get; init; }

    /// <summary>The name of the connection. The default is the host name.</summary>
    public string? Name { get; init; }

    /// <summary>The remote user (in the panel: System, Remote Users) and its password.</summary>
    public required NetworkCredential Credential { get; init; }

    /// <summary>Whether <see cref="Credential"/> belongs to a client that may use the API, not to a remote user.</summary>
    public bool ClientLogin { get; init; }

    /// <summary>Whether calls that change something are refused before they are sent.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>The SHA-256 of the panel's certificate (its DER form): 64 hex digits in either case, with or without colons and
    /// the prefix <c>sha256:</c>, or base64. No other certificate is accepted, and its issuer is not checked.</summary>
    public string? CertificatePin { get; init; }

    /// <summary>The path of a file (PEM with one or more certificates, or DER) with the CA that signed the panel's certificate.
    /// The system's CAs are then not trusted.</summary>
    public string? CaCertificatePath { get; init; }

    /// <summary>Whether any certificate is accepted. Anyone on the network path can then read the password.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>The maximum duration of one request. The default is 100 seconds. <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>
    /// means no limit. While rows are streamed it is the maximum time between two parts of the response.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>The maximum number of requests in flight at once, from 1 to 256. The default is 4.</summary>
    public int ThrottleLimit { get; init; } = 4;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Gets to know each change of the connection; null for nobody.</summary>
    public Changes.IChangeObserver? Changes { get; init; }

    /// <summary>Called with warnings for the user, such as that the certificate is not checked.</summary>
    public Action<string>? Warning { get; init; }

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Uri = ").Append(Uri).Append(", Name = ").Append(Name).Append(", UserName = ").Append(Credential?.UserName);
        return true;
    }
}
