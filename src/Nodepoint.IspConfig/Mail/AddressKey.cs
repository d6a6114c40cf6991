using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail;

/// <summary>Converts email addresses to the form in which the panel stores them.</summary>
internal static class AddressKey
{
    /// <summary>The stored form of an address. Text that is not an address, such as a wildcard pattern, is only trimmed and lowercased.</summary>
    public static string Normalize(string address)
    {
        var at = address.LastIndexOf('@');
        return at < 0 ? address.Trim().ToLowerInvariant() : $"{address[..at].Trim().ToLowerInvariant()}@{DomainKey.Normalize(address[(at + 1)..])}";
    }

    /// <summary>The stored form of a complete address.</summary>
    public static string Validate(string address) => EmailAddress.Parse(address).Address;

    /// <summary>The stored form of forwarding targets, which may contain a plus sign (info+shop@example.com).</summary>
    public static string[] ValidateTargets(IEnumerable<string> targets) => [.. targets.Select(target => EmailAddress.Parse(target, allowPlus: true).Address)];

    /// <summary>The stored form of an address, or of a whole domain such as @example.com.</summary>
    public static string ValidateOrDomain(string text)
    {
        var typed = text.Trim();
        return typed.StartsWith('@') ? "@" + EmailAddress.ParseDomain(typed[1..]) : EmailAddress.Parse(typed, allowPlus: true).Address;
    }

    /// <summary>Whether an address is a mailbox, an active alias or forward, or a mailing list of the panel.</summary>
    public static async Task<bool> ExistsAsync(string address, PanelLookup lookup, CancellationToken cancel)
    {
        if (await Forwardings.ActiveAsync(address, lookup, cancel).ConfigureAwait(false) is not null) return true;
        if ((await lookup.Table(MailboxNoun.Instance).GetByKeyAsync(address, cancel).ConfigureAwait(false)).Count > 0) return true;
        var parts = address.Split('@');
        return (await lookup.Table(MailingListNoun.Instance).GetByKeyAsync(parts[0], cancel).ConfigureAwait(false)).Any(list => list.Domain == parts[1]);
    }
}
