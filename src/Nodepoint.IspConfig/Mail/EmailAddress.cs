using System.Diagnostics.CodeAnalysis;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail;

/// <summary>A mail address as the panel keeps it: lower case, its domain in punycode.</summary>
public sealed record EmailAddress
{
    // RFC 5321 4.5.3.1, and 254 for the whole by the erratum on RFC 3696.
    private const int LongestLocalPart = 64;
    private const int LongestAddress = 254;

    private EmailAddress(string localPart, string domain)
    {
        LocalPart = localPart;
        Domain = domain;
    }

    /// <summary>What stands before the @, in lower case.</summary>
    public string LocalPart { get; }

    /// <summary>The domain in punycode and lower case, without trailing dot.</summary>
    public string Domain { get; }

    /// <summary>The address as it goes over the wire.</summary>
    public string Address => $"{LocalPart}@{Domain}";

    /// <summary>The address with its domain's punycode written out, for people to read.</summary>
    public string Unicode => $"{LocalPart}@{DomainText.ToUnicode(Domain)}";

    /// <summary>Whether it carries a detail after a plus sign (RFC 5233), as in <c>info+shop@example.com</c>.</summary>
    public bool HasDetail => LocalPart.Contains('+', StringComparison.Ordinal);

    /// <summary>Reads an address.</summary>
    /// <param name="text">The address alone, without a display name.</param>
    /// <param name="allowPlus">Whether <c>info+shop@example.com</c> will do; the panel takes none for mailboxes, aliases and forwards.</param>
    /// <exception cref="FormatException">It is no address; the message says why and repeats at most 80 characters of it.</exception>
    public static EmailAddress Parse(string? text, bool allowPlus = false)
    {
        var typed = text?.Trim() ?? "";
        if (typed.Length == 0)
            throw new FormatException("The mail address is empty: give one like info@example.com.");
        if (typed.AsSpan().ContainsAny('<', '>') || typed.Contains("mailto:", StringComparison.OrdinalIgnoreCase))
            throw Wrong(typed, "give the address alone, as in info@example.com");

        var at = typed.LastIndexOf('@');
        if (at < 0)
            throw Wrong(typed, "it has no @");
        if (at == 0)
            throw Wrong(typed, "nothing stands before its @");
        if (at == typed.Length - 1)
            throw Wrong(typed, "no domain follows its @");

        var local = ReadLocalPart(typed[..at].ToLowerInvariant(), typed, allowPlus);
        var domain = CheckDomain(typed[(at + 1)..], typed, Wrong);
        var address = new EmailAddress(local, domain);
        return address.Address.Length <= LongestAddress
            ? address
            : throw Wrong(typed, $"it has {address.Address.Length} characters, at most {LongestAddress} are possible");
    }

    /// <summary>Reads an address, without throwing.</summary>
    /// <param name="text">The address alone, without a display name.</param>
    /// <param name="address">The address, or null.</param>
    /// <param name="allowPlus">Whether <c>info+shop@example.com</c> will do.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out EmailAddress? address, bool allowPlus = false)
    {
        try
        {
            address = Parse(text, allowPlus);
            return true;
        }
        catch (FormatException)
        {
            address = null;
            return false;
        }
    }

    /// <summary>Reads a mail domain.</summary>
    /// <param name="text">The domain, as in <c>example.com</c> or <c>müller.de</c>.</param>
    /// <returns>The domain in punycode and lower case, without trailing dot.</returns>
    /// <exception cref="FormatException">It is no domain; the message says why and repeats at most 80 characters of it.</exception>
    public static string ParseDomain(string? text)
    {
        var typed = text?.Trim() ?? "";
        if (typed.Length == 0)
            throw new FormatException("The mail domain is empty: give one like example.com.");
        return CheckDomain(typed.TrimEnd('.'), typed, static (text, reason) => new FormatException($"The mail domain {Excerpt.Of(text)} is none: {reason}."));
    }

    /// <summary>The address as it goes over the wire.</summary>
    public override string ToString() => Address;

    private static FormatException Wrong(string typed, string reason) => new($"The mail address {Excerpt.Of(typed)} is none: {reason}.");

    private static string ReadLocalPart(string local, string typed, bool allowPlus)
    {
        if (local.Length > LongestLocalPart)
            throw Wrong(typed, $"before its @ stand {local.Length} characters, at most {LongestLocalPart} are possible");
        if (local.StartsWith('.') || local.EndsWith('.') || local.Contains("..", StringComparison.Ordinal))
            throw Wrong(typed, "a dot stands at an end of its first part, or beside another one");
        foreach (var character in local)
        {
            if (char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-/=?^_`{|}~.".Contains(character, StringComparison.Ordinal))
                continue;
            throw Wrong(typed, $"before its @ stands {Excerpt.Of(character.ToString())}, which the panel does not take there");
        }

        return allowPlus || !local.Contains('+', StringComparison.Ordinal)
            ? local
            : throw Wrong(typed, "it has a plus sign, which the panel does not take; mail to it reaches the address without the plus and what follows");
    }

    private static string CheckDomain(string domain, string typed, Func<string, string, FormatException> wrong)
    {
        if (DomainText.TryToAscii(domain, out var ascii) is { } problem)
            throw wrong(typed, "its domain " + problem);

        var top = ascii.LastIndexOf('.') + 1;
        if (top == 0)
            throw wrong(typed, "its domain has no dot, as in example.com");
        if (ascii.AsSpan().ContainsAny('_', '*', '/') || ascii.StartsWith('-') || ascii.EndsWith('-') || ascii.Contains(".-", StringComparison.Ordinal) || ascii.Contains("-.", StringComparison.Ordinal))
            throw wrong(typed, "its domain is made of letters, digits, and hyphens inside of words");
        return ascii.AsSpan(top).ContainsAnyExceptInRange('0', '9') ? ascii : throw wrong(typed, "its domain ends in a number");
    }
}
