using System.Text.RegularExpressions;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail;

/// <summary>The name that tells a domain's DKIM keys apart (RFC 6376 3.1).</summary>
public static partial class DkimSelector
{
    /// <summary>What the panel calls a key if nobody says otherwise.</summary>
    public const string Default = "default";

    /// <summary>Whether the panel takes a selector: one or two words of up to 63 lower-case letters and digits, joined by a dot (form <c>mail/mail_domain</c>).</summary>
    /// <param name="selector">The selector.</param>
    public static bool IsValid(string? selector) => selector is not null && Form().IsMatch(selector);

    /// <summary>Refuses a selector the panel would not take.</summary>
    /// <param name="selector">The selector.</param>
    /// <returns>The selector.</returns>
    /// <exception cref="FormatException">The panel would not take it; the message says what it would take.</exception>
    public static string Check(string? selector)
    {
        if (IsValid(selector))
            return selector!;
        var lower = selector?.ToLowerInvariant();
        throw new FormatException(IsValid(lower)
            ? $"The DKIM selector {Excerpt.Of(selector)} has upper-case letters, which the panel refuses: write {Excerpt.Of(lower)}."
            : $"The DKIM selector {Excerpt.Of(selector)} is none: the panel takes lower-case letters and digits, up to 63, and one dot between two such words.");
    }

    /// <summary>The name of the TXT record that publishes a key, relative to its domain: <c>default._domainkey</c>.</summary>
    /// <param name="selector">The selector.</param>
    /// <exception cref="FormatException">The panel would not take the selector.</exception>
    public static string RecordName(string selector) => Check(selector) + "._domainkey";

    /// <summary>The absolute name of the TXT record that publishes a key, with trailing dot.</summary>
    /// <param name="selector">The selector.</param>
    /// <param name="domain">The mail domain.</param>
    /// <exception cref="FormatException">The panel would not take the selector, or the domain is no name.</exception>
    public static string RecordFqdn(string selector, string domain) => $"{RecordName(selector)}.{DnsName.ParseOrigin(domain)}";

    [GeneratedRegex(@"^[a-z0-9]{1,63}(\.[a-z0-9]{1,63})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
