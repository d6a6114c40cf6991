using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Mail;

/// <summary>The domain of a sender as an administrator types it.</summary>
internal static class SenderDomain
{
    /// <summary>Reads a domain.</summary>
    /// <param name="typed">The text.</param>
    /// <returns>The domain in punycode and lower case, without a final dot.</returns>
    /// <exception cref="RuleException">The text is not a domain name.</exception>
    public static string Parse(string typed)
    {
        var name = typed.Trim().TrimEnd('.');
        if (name.Length == 0) throw new RuleException(Rule.InvalidDomainName, "The domain is empty. Use a domain name such as example.com.");
        if (DomainText.TryToAscii(name, out var ascii) is { } problem)
            throw new RuleException(Rule.InvalidDomainName, name.Contains('@', StringComparison.Ordinal) ? $"{Excerpt.Of(name)} is an email address, not a domain. Use the part after the @ as -Domain." : $"{Excerpt.Of(name)} is not a domain name: it {problem}. Use a domain name such as example.com.");
        return ascii;
    }
}
