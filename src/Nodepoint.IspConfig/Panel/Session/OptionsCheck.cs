using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Nodepoint.IspConfig.Panel.Session;

/// <summary>Looks whether the options of a connection fit together, and says in plain words what does not.</summary>
internal static class OptionsCheck
{
    /// <summary>The address calls are sent to.</summary>
    /// <exception cref="ArgumentException">Something does not fit.</exception>
    public static Uri Endpoint(PanelOptions options)
    {
        Uri uri = options.Uri ?? throw Bad("The panel's address is missing.");
        if (!uri.IsAbsoluteUri) throw Bad("The panel's address has to be a whole one, such as https://panel.example.com:8080.");
        if (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp) throw Bad("The panel's address has to begin with https://.");
        bool secure = uri.Scheme == Uri.UriSchemeHttps;
        if (!secure && !IsLoopback(uri))
            throw Bad("Over plain http the password could be read on the way. Use https://; http:// is taken for this machine's own addresses only.");
        if (uri.UserInfo.Length > 0) throw Bad("An account in the panel's address would be shown in messages; give it as credential.");
        if (uri.Query.Length > 0 || uri.Fragment.Length > 0) throw Bad("The panel's address must not have a query (?) or a fragment (#).");
        if (options.Credential is null || string.IsNullOrWhiteSpace(options.Credential.UserName)) throw Bad("The account's name is missing.");
        if (options.Credential.Password.Length == 0) throw Bad("The account's password is missing.");
        if (options.Time is null) throw Bad("The clock is missing.");
        if (options.ThrottleLimit is < 1 or > 256) throw Bad("The throttle limit has to be between 1 and 256.");
        if (options.Timeout != Timeout.InfiniteTimeSpan && (options.Timeout <= TimeSpan.Zero || options.Timeout > TimeSpan.FromDays(1)))
            throw Bad("The timeout has to be more than nothing and at most a day.");
        bool trusts = options.CertificatePin is not null || options.CaCertificatePath is not null;
        if (options.SkipCertificateCheck && trusts) throw Bad("A certificate cannot be pinned or checked and its check skipped at once.");
        if (!secure && (trusts || options.SkipCertificateCheck)) throw Bad("Plain http has no certificate that could be pinned, checked or skipped.");
        string path = uri.AbsolutePath;
        return path.EndsWith(".php", StringComparison.OrdinalIgnoreCase)
            ? uri
            : new UriBuilder(uri) { Path = path.TrimEnd('/') + (path.TrimEnd('/').EndsWith("/remote", StringComparison.Ordinal) ? "/json.php" : "/remote/json.php") }.Uri;
    }

    private static bool IsLoopback(Uri uri) =>
        uri.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6
            ? IPAddress.IsLoopback(IPAddress.Parse(uri.DnsSafeHost))
            : string.Equals(uri.IdnHost, "localhost", StringComparison.OrdinalIgnoreCase);

    [SuppressMessage("Usage", "CA2208", Justification = "The parameter is the one of PanelConnection.OpenAsync.")]
    private static ArgumentException Bad(string message) => new(message, "options");
}
