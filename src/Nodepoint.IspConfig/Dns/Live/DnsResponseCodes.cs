using System.Globalization;

namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>Names response codes as <c>dig</c> does.</summary>
internal static class DnsResponseCodes
{
    /// <summary>The name of a code: SERVFAIL, REFUSED ...</summary>
    /// <param name="code">The code.</param>
    public static string NameOf(DnsResponseCode code) => code switch
    {
        DnsResponseCode.NoError => "NOERROR",
        DnsResponseCode.FormatError => "FORMERR",
        DnsResponseCode.ServerFailure => "SERVFAIL",
        DnsResponseCode.NameError => "NXDOMAIN",
        DnsResponseCode.NotImplemented => "NOTIMP",
        DnsResponseCode.Refused => "REFUSED",
        DnsResponseCode.NotAuthoritative => "NOTAUTH",
        _ => "error code " + ((int)code).ToString(CultureInfo.InvariantCulture),
    };
}
