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
        var full = Complete(sender.Length == 0 ? helo : sender);
        return new SpfQuery(full[(full.LastIndexOf('@') + 1)..], address, full, helo);
    }

    /// <summary>Reads what an administrator wants to know about a domain.</summary>
    /// <param name="domain">The domain whose record is evaluated.</param>
    /// <param name="address">The address that sends.</param>
    /// <param name="sender">The sender's email address; null or empty for postmaster at the domain.</param>
    /// <param name="helo">The name that the sending host gives; null or empty for the domain.</param>
    public static SpfQuery Of(string domain, IPAddress address, string? sender, string? helo)
        => new(domain, address, Complete(string.IsNullOrWhiteSpace(sender) ? domain : sender.Trim()), string.IsNullOrWhiteSpace(helo) ? domain : helo.Trim());

    // RFC 7208 4.3: a sender without a local part is postmaster.
    private static string Complete(string sender) => sender.LastIndexOf('@') switch
    {
        < 0 => "postmaster@" + sender,
        0 => "postmaster" + sender,
        _ => sender,
    };
}
