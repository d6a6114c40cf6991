using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>Checks subdomains and alias domains without separate settings.</summary>
internal static class ChildDomains
{
    /// <summary>Checks a new domain, or one whose name, website or redirection is changed.</summary>
    public static async ValueTask<T> ValidateAsync<T>(PanelNoun<T> noun, T value, Func<string, Website, string> name, PanelLookup lookup, CancellationToken cancel) where T : ChildDomain
    {
        var parent = await ParentWebsite.WebsiteAsync(value.WebsiteId, noun.Title, value.Domain, lookup, cancel).ConfigureAwait(false);
        var domain = name(value.Domain, parent);
        if (VhostChecks.RedirectProblem(domain, value.RedirectType, value.RedirectPath) is { } problem) throw problem;
        return value with { Domain = domain, ServerId = parent.ServerId };
    }

    /// <summary>Checks a changed domain.</summary>
    public static async ValueTask<T> ChangeAsync<T>(PanelNoun<T> noun, T before, T after, Func<string, Website, string> name, PanelLookup lookup, CancellationToken cancel) where T : ChildDomain
    {
        if (noun.Differences(before, after).IsEmpty) return after;
        await ParentWebsite.SameOwnerAsync(before.WebsiteId, after.WebsiteId, before.ToString(), lookup, cancel).ConfigureAwait(false);
        return after.Domain == before.Domain && after.WebsiteId == before.WebsiteId && after.RedirectType == before.RedirectType && after.RedirectPath == before.RedirectPath
            ? after
            : await ValidateAsync(noun, after, name, lookup, cancel).ConfigureAwait(false);
    }
}
