using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail;

/// <summary>Mail addresses as the panel stores them.</summary>
internal static class AddressKey
{
    /// <summary>The stored form of an address; a pattern or something else keeps its shape.</summary>
    public static string Normalize(string address)
    {
        var at = address.LastIndexOf('@');
        return at < 0 ? address.Trim().ToLowerInvariant() : $"{address[..at].Trim().ToLowerInvariant()}@{DomainKey.Normalize(address[(at + 1)..])}";
    }

    /// <summary>The stored form of an address that must be a whole one.</summary>
    public static string Validate(string address) => EmailAddress.Parse(address).Address;

    /// <summary>The stored form of targets, which may carry a detail (info+shop@example.com).</summary>
    public static string[] ValidateTargets(IEnumerable<string> targets) => [.. targets.Select(target => EmailAddress.Parse(target, allowPlus: true).Address)];

    /// <summary>The stored form of an address, or of a whole domain as in @example.com.</summary>
    public static string ValidateOrDomain(string text)
    {
        var typed = text.Trim();
        return typed.StartsWith('@') ? "@" + EmailAddress.ParseDomain(typed[1..]) : EmailAddress.Parse(typed, allowPlus: true).Address;
    }

    /// <summary>Whether an address is a mailbox, an alias, a forward or a mailing list of the panel.</summary>
    public static async Task<bool> IsThereAsync(string address, PanelLookup lookup, CancellationToken cancel)
    {
        if (await Forwardings.ActiveAsync(address, lookup, cancel).ConfigureAwait(false) is not null) return true;
        if ((await lookup.Table(MailboxNoun.Instance).GetByKeyAsync(address, cancel).ConfigureAwait(false)).Count > 0) return true;
        var parts = address.Split('@');
        return (await lookup.Table(MailingListNoun.Instance).GetByKeyAsync(parts[0], cancel).ConfigureAwait(false)).Any(list => list.Domain == parts[1]);
    }
}
