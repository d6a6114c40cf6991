using System.Net;

namespace Nodepoint.IspConfig.Mail.Spf;

/// <summary>What is evaluated.</summary>
/// <param name="Domain">The domain whose record is evaluated.</param>
/// <param name="Address">The address that sends.</param>
/// <param name="Sender">The sender's email address, of the domain or of the HELO name.</param>
/// <param name="Helo">The name that the sending host gives (HELO, EHLO).</param>
internal sealed record SpfQuery(string Domain, IPAddress Address, string Sender, string Helo)
{
    /// <summary>Reads what a mail server sees at the beginning of a message (RFC 7208 2.4).</summary>
    /// <param name="address">The address that sends.</param>
    /// <param name="sender">The sender's email address; empty for a bounce.</param>
    /// <param name="helo">The name that the sending host gives.</param>
    public static SpfQuery Of(IPAddress address, string sender, string helo)
    {
        if (sender.Length == 0) return new SpfQuery(helo, address, "postmaster@" + helo, helo);
        var at = sender.LastIndexOf('@');
        var (local, domain) = at < 0 ? ("", sender) : (sender[..at], sender[(at + 1)..]);
        return new SpfQuery(domain, address, $"{(local.Length == 0 ? "postmaster" : local)}@{domain}", helo);
    }
}
