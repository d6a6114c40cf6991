using System.Text.RegularExpressions;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Mail;

/// <summary>The selector that distinguishes a domain's DKIM keys (RFC 6376 3.1).</summary>
internal static partial class DkimSelector
{
    /// <summary>The selector that the panel uses by default.</summary>
    public const string Default = "default";

    /// <summary>Whether the panel accepts a selector: one or two labels of up to 63 lowercase letters and digits, joined by a dot (form <c>mail/mail_domain</c>).</summary>
    /// <param name="selector">The selector.</param>
    public static bool IsValid(string? selector) => selector is not null && Form().IsMatch(selector);

    /// <summary>Refuses a selector that the panel does not accept.</summary>
    /// <param name="selector">The selector.</param>
    /// <returns>The selector.</returns>
    /// <exception cref="RuleException">The panel does not accept the selector. The message says what is allowed.</exception>
    public static string Check(string? selector)
    {
        if (IsValid(selector))
            return selector!;
        var lower = selector?.ToLowerInvariant();
        throw new RuleException(Rule.InvalidDkimSelector, IsValid(lower)
            ? $"The DKIM selector {Excerpt.Of(selector)} contains uppercase letters, which the panel does not accept. Use {Excerpt.Of(lower)}."
            : $"{Excerpt.Of(selector)} is not a valid DKIM selector. Use up to 63 lowercase letters and digits, or two such labels joined by a dot.");
    }

    /// <summary>Name of the TXT record that publishes a key, relative to the domain: <c>default._domainkey</c>.</summary>
    /// <param name="selector">The selector.</param>
    /// <exception cref="RuleException">The panel does not accept the selector.</exception>
    public static string RecordName(string selector) => Check(selector) + "._domainkey";

    /// <summary>Absolute name of the TXT record that publishes a key, with a trailing dot.</summary>
    /// <param name="selector">The selector.</param>
    /// <param name="domain">The mail domain.</param>
    /// <exception cref="RuleException">The panel does not accept the selector, or the domain is not a valid name.</exception>
    public static string RecordFqdn(string selector, string domain) => $"{RecordName(selector)}.{DnsName.ParseOrigin(domain)}";

    [GeneratedRegex(@"^[a-z0-9]{1,63}(\.[a-z0-9]{1,63})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
