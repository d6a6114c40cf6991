using System.Net;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Panel.Session;

/// <summary>Validates the options of a connection.</summary>
internal static class OptionsCheck
{
    /// <summary>Validates the options and returns the address requests are sent to.</summary>
    /// <exception cref="PanelException">The options are not valid.</exception>
    public static Uri Endpoint(PanelOptions options)
    {
        Uri uri = options.Uri ?? throw Bad("The panel's address is missing. Specify it with -Uri, such as https://panel.example.com:8080.");
        if (!uri.IsAbsoluteUri) throw Bad("The panel's address is not complete. Specify one such as https://panel.example.com:8080.");
        if (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp) throw Bad("The panel's address must begin with https://.");
        bool secure = uri.Scheme == Uri.UriSchemeHttps;
        if (!secure && !IsLoopback(uri))
            throw Bad("The panel's address uses http, which sends the password unencrypted. Use https://; http:// is accepted only for loopback addresses.");
        if (uri.UserInfo.Length > 0) throw Bad("The panel's address contains a user name, which messages would show. Remove it and use -Credential.");
        if (uri.Query.Length > 0 || uri.Fragment.Length > 0) throw Bad("The panel's address must not have a query (?) or a fragment (#).");
        if (options.Credential is null || string.IsNullOrWhiteSpace(options.Credential.UserName)) throw Bad("The account's user name is missing. Specify it with -Credential.");
        if (options.Credential.Password.Length == 0) throw Bad("The account's password is missing. Specify it with -Credential.");
        if (options.Time is null) throw Bad("The clock is missing.");
        if (options.ThrottleLimit is < 1 or > 256) throw Bad("The throttle limit must be from 1 to 256.");
        if (options.Timeout != Timeout.InfiniteTimeSpan && (options.Timeout <= TimeSpan.Zero || options.Timeout > TimeSpan.FromDays(1)))
            throw Bad("The timeout must be greater than 0 and at most one day.");
        bool trusts = options.CertificatePin is not null || options.CaCertificatePath is not null;
        if (options.SkipCertificateCheck && trusts) throw Bad("Skipping the certificate check cannot be combined with a certificate pin or a CA certificate.");
        if (!secure && (trusts || options.SkipCertificateCheck)) throw Bad("Certificate options cannot be used with http, which has no certificate.");
        string path = uri.AbsolutePath;
        return path.EndsWith(".php", StringComparison.OrdinalIgnoreCase)
            ? uri
            : new UriBuilder(uri) { Path = path.TrimEnd('/') + (path.TrimEnd('/').EndsWith("/remote", StringComparison.Ordinal) ? "/json.php" : "/remote/json.php") }.Uri;
    }

    private static bool IsLoopback(Uri uri) =>
        uri.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6
            ? IPAddress.IsLoopback(IPAddress.Parse(uri.DnsSafeHost))
            : string.Equals(uri.IdnHost, "localhost", StringComparison.OrdinalIgnoreCase);

    private static PanelException Bad(string message) => new(FaultKind.InvalidArgument, "login", message);
}
