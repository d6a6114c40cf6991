using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Sites;

/// <summary>Checks the relation of records to their website, most of which the panel does not check.</summary>
internal static class ParentWebsite
{
    /// <summary>Gets the website of a record.</summary>
    public static async ValueTask<Website> WebsiteAsync(long id, string title, string name, PanelLookup lookup, CancellationToken cancel)
        => id > 0
            ? await lookup.FindAsync(WebsiteNoun.Instance, new Reference<Website>(id), cancel).ConfigureAwait(false)
            : throw new RuleException(Rule.ParentMissing, $"No website is specified for {$"{title} {name}".TrimStart()}. Specify -Website by domain or ID.");

    /// <summary>Refuses to move a record to a website with another owner or server.</summary>
    public static async ValueTask SameOwnerAsync(long before, long after, string name, PanelLookup lookup, CancellationToken cancel)
    {
        if (before == after) return;
        var (from, to) = (await lookup.Table(WebsiteNoun.Instance).GetAsync(before, cancel).ConfigureAwait(false), await WebsiteAsync(after, "", name, lookup, cancel).ConfigureAwait(false));
        if (from is not null && from.OwnerGroupId != to.OwnerGroupId) throw new RuleException(Rule.OwnerNotAllowed, $"Cannot move {name} to website {to}, which has another owner. Remove it and create it there.");
        if (from is not null && from.ServerId != to.ServerId) throw new RuleException(Rule.ServerNotAllowed, $"Cannot move {name} to website {to}, which is on another server. Remove it and create it there.");
    }

    /// <summary>The full name of a subdomain, which must end in the name of its website.</summary>
    public static string Subdomain(string given, Website parent, string title)
    {
        var name = DomainKey.Normalize(given);
        if (name.Length == 0) throw new RuleException(Rule.ValueMissing, $"The {title} of website {parent} has no name. Specify a name such as blog.{parent}.");
        if (!name.Contains('.', StringComparison.Ordinal)) name = $"{name}.{parent.Domain}";
        if (!name.EndsWith("." + parent.Domain, StringComparison.OrdinalIgnoreCase))
            throw new RuleException(Rule.InvalidDomainName, $"'{name}' is not a {title} of website {parent}. Use a name that ends in .{parent}, or only its first label.");
        return DomainKey.Validate(name, title);
    }
}
