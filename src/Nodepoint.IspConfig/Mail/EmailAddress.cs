using System.Diagnostics.CodeAnalysis;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Mail;

/// <summary>An email address in the form in which the panel stores it: lower case, with the domain in punycode.</summary>
internal sealed record EmailAddress
{
    // RFC 5321 4.5.3.1; the limit of 254 is from the erratum on RFC 3696.
    private const int LongestLocalPart = 64;
    private const int LongestAddress = 254;

    private EmailAddress(string localPart, string domain)
    {
        LocalPart = localPart;
        Domain = domain;
        Address = $"{localPart}@{domain}";
    }

    /// <summary>The part before the @, in lower case.</summary>
    public string LocalPart { get; }

    /// <summary>The domain in punycode and lower case, without a trailing dot.</summary>
    public string Domain { get; }

    /// <summary>The address as sent to the panel.</summary>
    public string Address { get; }

    /// <summary>The address with its domain in Unicode, for display.</summary>
    public string Unicode => $"{LocalPart}@{DomainText.ToUnicode(Domain)}";

    /// <summary>Whether the local part contains a plus sign (RFC 5233), as in <c>info+shop@example.com</c>.</summary>
    public bool HasDetail => LocalPart.Contains('+', StringComparison.Ordinal);

    /// <summary>Reads an address.</summary>
    /// <param name="text">The address alone, without a display name.</param>
    /// <param name="allowPlus">Whether <c>info+shop@example.com</c> is allowed. The panel does not accept such addresses for mailboxes, aliases and forwards.</param>
    /// <exception cref="RuleException">The text is not a valid address. The message says why and quotes at most 80 characters of it.</exception>
    public static EmailAddress Parse(string? text, bool allowPlus = false)
    {
        var typed = text?.Trim() ?? "";
        if (typed.Length == 0)
            throw new RuleException(Rule.InvalidEmailAddress, "The email address is empty. Specify an address such as info@example.com.");
        if (typed.AsSpan().ContainsAny('<', '>') || typed.Contains("mailto:", StringComparison.OrdinalIgnoreCase))
            throw Invalid(typed, "specify the address only, without a name, as in info@example.com");

        if (typed.AsSpan().Count('@') > 1 && typed.AsSpan().ContainsAny(",; \t\n"))
            throw Invalid(typed, "it is several addresses, and one is allowed here; to send mail to several, use New-NpMailForward");

        var at = typed.LastIndexOf('@');
        if (at < 0)
            throw Invalid(typed, "it has no @");
        if (at == 0)
            throw Invalid(typed, "the part before the @ is missing");
        if (at == typed.Length - 1)
            throw Invalid(typed, "the domain after the @ is missing");

        var local = ReadLocalPart(typed[..at].ToLowerInvariant(), typed, allowPlus);
        var domain = CheckDomain(typed[(at + 1)..], typed, Invalid);
        var address = new EmailAddress(local, domain);
        return address.Address.Length <= LongestAddress
            ? address
            : throw Invalid(typed, $"it has {address.Address.Length} characters; the maximum is {LongestAddress}");
    }

    /// <summary>Reads an address without throwing.</summary>
    /// <param name="text">The address alone, without a display name.</param>
    /// <param name="address">The address, or null.</param>
    /// <param name="allowPlus">Whether <c>info+shop@example.com</c> is allowed.</param>
    /// <returns>Whether the text is a valid address.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out EmailAddress? address, bool allowPlus = false)
    {
        try
        {
            address = Parse(text, allowPlus);
            return true;
        }
        catch (RuleException)
        {
            address = null;
            return false;
        }
    }

    /// <summary>Reads a mail domain.</summary>
    /// <param name="text">The domain, as in <c>example.com</c> or <c>müller.de</c>.</param>
    /// <returns>The domain in punycode and lower case, without trailing dot.</returns>
    /// <exception cref="RuleException">The text is not a valid domain. The message says why and quotes at most 80 characters of it.</exception>
    public static string ParseDomain(string? text)
    {
        var typed = text?.Trim() ?? "";
        if (typed.Length == 0)
            throw new RuleException(Rule.InvalidDomainName, "The mail domain is empty. Specify a domain such as example.com.");
        return CheckDomain(typed.TrimEnd('.'), typed, static (text, reason) => new RuleException(Rule.InvalidDomainName, $"{Excerpt.Of(text)} is not a valid mail domain: {reason}."));
    }

    /// <summary>The address as sent to the panel.</summary>
    public override string ToString() => Address;

    private static RuleException Invalid(string typed, string reason) => new(Rule.InvalidEmailAddress, $"{Excerpt.Of(typed)} is not a valid email address: {reason}.");

    private static string ReadLocalPart(string local, string typed, bool allowPlus)
    {
        if (local.Length > LongestLocalPart)
            throw Invalid(typed, $"the part before the @ has {local.Length} characters; the maximum is {LongestLocalPart}");
        if (local.StartsWith('.') || local.EndsWith('.') || local.Contains("..", StringComparison.Ordinal))
            throw Invalid(typed, "the part before the @ begins or ends with a dot, or has two dots in a row");
        foreach (var character in local)
        {
            if (char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-/=?^_`{|}~.".Contains(character, StringComparison.Ordinal))
                continue;
            throw Invalid(typed, $"the panel does not accept the character {Excerpt.Of(character.ToString())} before the @");
        }

        return allowPlus || !local.Contains('+', StringComparison.Ordinal)
            ? local
            : throw Invalid(typed, "the panel does not accept a plus sign here; mail to it is delivered to the address without the plus sign and the text after it");
    }

    private static string CheckDomain(string domain, string typed, Func<string, string, RuleException> wrong)
    {
        if (DomainText.TryToAscii(domain, out var ascii) is { } problem)
            throw wrong(typed, "the domain " + problem);

        var top = ascii.LastIndexOf('.') + 1;
        if (top == 0)
            throw wrong(typed, "the domain has no dot; use a full name such as example.com");
        if (ascii.AsSpan().ContainsAny('_', '*', '/') || ascii.StartsWith('-') || ascii.EndsWith('-') || ascii.Contains(".-", StringComparison.Ordinal) || ascii.Contains("-.", StringComparison.Ordinal))
            throw wrong(typed, "the domain may only contain letters, digits, dots, and hyphens that do not begin or end a label");
        return ascii.AsSpan(top).ContainsAnyExceptInRange('0', '9') ? ascii : throw wrong(typed, "the domain ends in a number");
    }
}
