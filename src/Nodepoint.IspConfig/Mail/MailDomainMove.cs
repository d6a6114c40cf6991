using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail;

/// <summary>What gets the new owner of a mail domain, as on the panel's mail domain page, and what refers to the domain but keeps its owner.</summary>
internal static class MailDomainMove
{
    /// <summary>The calls that move what is in a mail domain: mailboxes with their filters, forwardings, lists, fetched accounts, and spam users with their rules.</summary>
    public static async Task<IReadOnlyList<PlannedCall>> ContentsAsync(MailDomain domain, Owner owner, PanelLookup lookup, CancellationToken cancel)
    {
        var calls = new List<PlannedCall>();
        var ending = "%@" + domain.Domain;

        async Task<List<T>> MoveAsync<T>(PanelNoun<T> noun, string column, string value, Func<T, bool> belongs) where T : PanelObject
        {
            var table = lookup.Table(noun);
            var found = (await table.ListLikeAsync([new(column, value)], cancel).ConfigureAwait(false)).FindAll(record => belongs(record));
            calls.AddRange(found.Where(record => record.OwnerGroupId != owner.GroupId).Select(record => new PlannedCall($"{noun.TitleOf(record)} {noun.KeyOf(record)}", table.UpdateCall(record, ColumnSet.Empty, owner)) { Kind = noun.TitleOf(record) }));
            return found;
        }

        foreach (var box in await MoveAsync(MailboxNoun.Instance, "email", ending, box => IsIn(domain, box.Email)).ConfigureAwait(false))
            await MoveAsync(MailboxFilterNoun.Instance, "mailuser_id", Text(box.Id), _ => true).ConfigureAwait(false);
        await MoveAsync(MailAliasNoun.Instance, "source", ending, alias => IsIn(domain, alias.Source)).ConfigureAwait(false);
        await MoveAsync(MailForwardNoun.Instance, "source", ending, forward => IsIn(domain, forward.Source)).ConfigureAwait(false);
        await MoveAsync(MailCatchAllNoun.Instance, "source", "@" + domain.Domain, catchAll => IsIn(domain, "@" + catchAll.Domain)).ConfigureAwait(false);
        await MoveAsync(MailDomainAliasNoun.Instance, "destination", "@" + domain.Domain, alias => IsIn(domain, "@" + alias.Destination)).ConfigureAwait(false);
        await MoveAsync(MailingListNoun.Instance, "domain", domain.Domain, list => IsIn(domain, "@" + list.Domain)).ConfigureAwait(false);
        await MoveAsync(MailFetchNoun.Instance, "destination", ending, fetch => IsIn(domain, fetch.Destination)).ConfigureAwait(false);
        foreach (var user in await MoveAsync(SpamUserNoun.Instance, "email", ending, user => IsIn(domain, user.Email)).ConfigureAwait(false))
            await MoveAsync(SpamRuleNoun.Instance, "rid", Text(user.Id), _ => true).ConfigureAwait(false);
        return calls;
    }

    /// <summary>The aliases and forwards of other domains to addresses in a mail domain, and the alias domain that it is itself: each belongs to its own domain.</summary>
    public static async Task<IReadOnlyList<string>> RemainingAsync(MailDomain domain, Owner owner, PanelLookup lookup, CancellationToken cancel)
    {
        var table = lookup.Table(MailForwardingNoun.Instance);
        var into = await table.ListLikeAsync([new("destination", "%@" + domain.Domain + "%")], cancel).ConfigureAwait(false);
        into.RemoveAll(forwarding => forwarding.IsAliasDomain || IsIn(domain, forwarding.Source) || !forwarding.Destination.Split('\n', ',').Any(target => IsIn(domain, target.Trim())));
        var self = await table.ListAsync([new("source", "@" + domain.Domain), new("type", "aliasdomain")], cancel).ConfigureAwait(false);
        return [.. into.Concat(self.FindAll(forwarding => IsIn(domain, forwarding.Source))).Where(forwarding => forwarding.OwnerGroupId != owner.GroupId)
            .Select(forwarding => $"{MailForwardingNoun.Instance.TitleOf(forwarding)} {forwarding.Source.TrimStart('@')}")];
    }

    private static bool IsIn(MailDomain domain, string address) => address.EndsWith("@" + domain.Domain, StringComparison.OrdinalIgnoreCase);

    private static string Text(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
