using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;

namespace Nodepoint.IspConfig.Mail;

/// <summary>Records that refer to mailboxes and mail domains by address.</summary>
internal static class MailReferences
{
    /// <summary>The aliases, forwards, catch-alls and alias domains of a mail domain, and those of other domains that point to it. Forwards of other domains are not included, because they can have other destinations too.</summary>
    public static async Task<IReadOnlyList<Dependent>> ForwardingsAsync(MailDomain domain, PanelLookup lookup, CancellationToken cancel)
    {
        var table = lookup.Table(MailForwardingNoun.Instance);
        var of = (await table.ListLikeAsync([new("source", "%@" + domain.Domain)], cancel).ConfigureAwait(false)).Where(forwarding => IsIn(forwarding.Source, domain));
        var into = (await table.ListLikeAsync([new("destination", "%@" + domain.Domain)], cancel).ConfigureAwait(false)).Where(forwarding => IsIn(forwarding.Destination, domain));
        return [.. of.Concat(into.Where(forwarding => forwarding.Type != "forward")).DistinctBy(forwarding => forwarding.Id)
            .Select(forwarding => new Dependent(MailForwardingNoun.Instance.TitleOf(forwarding), forwarding.Source.TrimStart('@'), table.DeleteCall(forwarding)))];
    }

    /// <summary>The fetched accounts whose mail goes to a mail domain.</summary>
    public static async Task<IReadOnlyList<Dependent>> FetchesAsync(MailDomain domain, PanelLookup lookup, CancellationToken cancel)
    {
        var table = lookup.Table(MailFetchNoun.Instance);
        var found = (await table.ListLikeAsync([new("destination", "%@" + domain.Domain)], cancel).ConfigureAwait(false)).Where(fetch => IsIn(fetch.Destination, domain));
        return [.. found.Select(fetch => new Dependent(MailFetchNoun.Instance.Title, $"{fetch.SourceUsername} at {fetch.SourceServer}", table.DeleteCall(fetch)))];
    }

    /// <summary>The calls that redirect to a new address what points to a mailbox.</summary>
    public static async Task<IReadOnlyList<PlannedCall>> RedirectAsync(string from, string to, PanelLookup lookup, CancellationToken cancel)
    {
        var items = new List<PlannedCall>();
        foreach (var forwarding in await lookup.Table(MailForwardingNoun.Instance).ListAsync([new("destination", from)], cancel).ConfigureAwait(false))
            items.Add(new($"{MailForwardingNoun.Instance.TitleOf(forwarding)} {forwarding.Source}", Call(Functions(forwarding), forwarding.Id, ("source", forwarding.Source), ("destination", to), ("type", forwarding.Type))));
        foreach (var fetch in await lookup.Table(MailFetchNoun.Instance).ListAsync([new("destination", from)], cancel).ConfigureAwait(false))
            items.Add(new($"fetched account {fetch.SourceUsername}", Call("mail_fetchmail", fetch.Id, ("destination", to))));
        var users = lookup.Table(SpamUserNoun.Instance);
        // A spam user of the new address takes precedence.
        if ((await users.GetByKeyAsync(to, cancel).ConfigureAwait(false)).Count > 0) return items;
        foreach (var user in await users.GetByKeyAsync(from, cancel).ConfigureAwait(false))
            items.Add(new($"spam user {user}", Call("mail_spamfilter_user", user.Id, ("email", to), ("fullname", user.FullName == from ? to : user.FullName))));
        return items;
    }

    // The panel reads _ in a domain as a wildcard.
    private static bool IsIn(string address, MailDomain domain) => address.EndsWith("@" + domain.Domain, StringComparison.OrdinalIgnoreCase);

    private static string Functions(MailForwarding forwarding) => forwarding.Type switch { "alias" => "mail_alias", "catchall" => "mail_catchall", _ => "mail_forward" };

    private static PanelCall Call(string functions, long id, params (string Column, string Value)[] columns) => new(functions + "_update", writer =>
    {
        writer.WriteNumber("client_id", 0);
        writer.WriteNumber("primary_id", id);
        writer.WriteStartObject("params");
        foreach (var (column, value) in columns) writer.WriteString(column, value);
        writer.WriteEndObject();
    });
}
