using Nodepoint.IspConfig.Dns;

namespace Nodepoint.IspConfig.Mail.Spf;

/// <summary>The domain of a sender as an administrator types it.</summary>
internal static class SpfDomain
{
    /// <summary>The domain in punycode, without a final dot; a text that is not a domain name stays as it is, and has no record.</summary>
    /// <param name="typed">The text.</param>
    public static string Normalize(string typed)
    {
        var name = typed.Trim().TrimEnd('.');
        return DomainText.TryToAscii(name, out var ascii) is null ? ascii : name;
    }
}
