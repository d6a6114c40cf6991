using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>What ties records to their website; the panel itself looks at little of it.</summary>
internal static class ParentWebsite
{
    /// <summary>The website of a record, which must be there.</summary>
    public static async ValueTask<Website> WebsiteAsync(long id, string title, string name, PanelLookup lookup, CancellationToken cancel)
        => id > 0
            ? await lookup.FindAsync(WebsiteNoun.Instance, new Reference<Website>(id), cancel).ConfigureAwait(false)
            : throw new FormatException($"{title} {name} belongs to no website. Give -Website, by its domain or number.");

    /// <summary>Refuses another website with another owner.</summary>
    public static async ValueTask SameOwnerAsync(long before, long after, string name, PanelLookup lookup, CancellationToken cancel)
    {
        if (before == after) return;
        var (from, to) = (await lookup.Table(WebsiteNoun.Instance).GetAsync(before, cancel).ConfigureAwait(false), await WebsiteAsync(after, "", name, lookup, cancel).ConfigureAwait(false));
        if (from is not null && from.OwnerGroupId != to.OwnerGroupId) throw new FormatException($"{name} cannot move to {to}, which has another owner. Remove it and add it there.");
        if (from is not null && from.ServerId != to.ServerId) throw new FormatException($"{name} cannot move to {to}, which is on another server. Remove it and add it there.");
    }

    /// <summary>The whole name of a subdomain, which ends in its website's.</summary>
    public static string Subdomain(string given, Website parent, string title)
    {
        var name = DomainKey.Normalize(given);
        if (name.Length == 0) throw new FormatException($"The {title} of {parent} has no name. Give one such as blog.{parent}.");
        if (!name.Contains('.', StringComparison.Ordinal)) name = $"{name}.{parent.Domain}";
        if (!name.EndsWith("." + parent.Domain, StringComparison.OrdinalIgnoreCase))
            throw new FormatException($"{name} is no {title} of {parent}. Give a name that ends in .{parent}, or its first part alone.");
        return DomainKey.Validate(name, title);
    }
}
