using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Preview;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Sites;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Platform.HostedDomains;

/// <summary>Removes customers' domains with all that belongs to them. One remover serves the domains of one command.</summary>
/// <param name="lookup">The panel.</param>
/// <param name="includesClient">Whether a client that has nothing else is removed too.</param>
internal sealed class HostedDomainRemover(PanelLookup lookup, bool includesClient)
{
    private static readonly WriteOptions Options = new() { Recurse = true };

    /// <summary>Plans the removal of a domain.</summary>
    /// <param name="domain">The domain, in punycode.</param>
    /// <param name="log">Tells whether an earlier run may have sent it.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="PanelException">The domain was not found, its parts belong to different owners, or the panel cannot be reached.</exception>
    public async Task<HostedDomainRemovalPlan> PlanAsync(string domain, IWriteLog log, CancellationToken cancel)
    {
        var work = lookup.ForWork(lookup.Preview);
        var parts = await new HostedDomainReader(work).FindAsync(domain, name => name == domain, cancel).ConfigureAwait(false) is [var found, ..] ? found : new DomainParts(domain);
        var group = await OwnerOfAsync(parts, work, cancel).ConfigureAwait(false);
        var removals = new List<DomainRemoval>();
        await AddAsync(WebsiteNoun.Instance, parts.Website).ConfigureAwait(false);
        await AddAsync(MailDomainNoun.Instance, parts.MailDomain).ConfigureAwait(false);
        await AddAsync(DnsZoneNoun.Instance, parts.Zone).ConfigureAwait(false);
        if (removals.Count == 0 && !log.MayBeDone) throw PanelException.NotFound("dns_zone_get", $"hosted domain '{domain}'", "There is no zone, no mail domain, and no website of this name.");
        var (client, others) = await ClientAsync(group, removals, log, work, cancel).ConfigureAwait(false);
        log.MarkChecked();
        return new HostedDomainRemovalPlan(this, domain, removals, others.Count == 0 ? client : null)
        {
            Kept = client is not null && others.Count > 0 ? $"Client {client} is kept because it still has: {CountText.Of(others)}." : null,
        };

        async Task AddAsync<T>(PanelNoun<T> noun, T? value) where T : PanelObject
        {
            if (value is null) return;
            var plan = await new RecordWriter<T>(noun, work, Options).PlanRemovalAsync(new Reference<T>(value.Id), log, cancel).ConfigureAwait(false);
            removals.Add(new DomainRemoval($"{noun.Title} {noun.KeyOf(value).TrimEnd('.')}", plan, (plan as RemovalPlan<T>)?.Dependents ?? [], async (rowLog, token) => await plan.CarryOutAsync(rowLog, token).ConfigureAwait(false)));
        }
    }

    /// <summary>Removes a client that has nothing else.</summary>
    internal async Task RemoveAsync(Client client, IWriteLog log, CancellationToken cancel)
    {
        var plan = await new RecordWriter<Client>(ClientNoun.Instance, lookup.ForWork(null), WriteOptions.Default).PlanRemovalAsync(new Reference<Client>(client.Id), log, cancel).ConfigureAwait(false);
        await plan.CarryOutAsync(log, cancel).ConfigureAwait(false);
    }

    private async Task<(Client? Client, IReadOnlyList<Dependent> Others)> ClientAsync(long group, List<DomainRemoval> removals, IWriteLog log, PanelLookup work, CancellationToken cancel)
    {
        if (!includesClient) return (null, []);
        Client? client = null;
        if (group > 1) client = await work.FindAsync(ClientNoun.Instance, new Reference<Client>((await work.OwnerOfGroupAsync(group, cancel).ConfigureAwait(false)).ClientId), cancel).ConfigureAwait(false);
        // The run that removed the domain may have been interrupted before it removed the client.
        else if (removals.Count == 0 && log.Unfinished.FirstOrDefault(static call => call.Call.Function == HostedDomainRemovalPlan.ClientFunction) is { } unfinished)
            client = await work.Table(ClientNoun.Instance).GetByKeyAsync(unfinished.Description, cancel).ConfigureAwait(false) is [var known, ..] ? known : null;
        if (client is null) return (null, []);
        var removed = removals.SelectMany(static removal => removal.Calls).Select(static call => call.Row).OfType<RowWrite>().Select(static row => (row.Table, row.Id)).ToHashSet();
        var all = await ClientNoun.Instance.DependentsAsync(client, work, cancel).ConfigureAwait(false);
        return (client, [.. all.Where(dependent => dependent.Call.Row is not { } row || !removed.Contains((row.Table, row.Id)))]);
    }

    private static async Task<long> OwnerOfAsync(DomainParts parts, PanelLookup work, CancellationToken cancel)
    {
        var owners = parts.Objects.Select(static part => part.OwnerGroupId).Distinct().ToList();
        if (owners.Count <= 1) return owners.FirstOrDefault();
        var names = new List<string>();
        foreach (var part in parts.Objects) names.Add($"{(part is DnsZone ? "the zone" : part is MailDomain ? "the mail domain" : "the website")} to {(await work.ClientNameAsync(part.OwnerGroupId, cancel).ConfigureAwait(false) is { Length: > 0 } name ? $"client {name}" : "the administrator")}");
        throw new PanelException(FaultKind.Conflict, "dns_zone_get", $"Domain {parts.Domain} was not removed, because its parts belong to different owners: {string.Join(", ", names)}. Remove them one by one, or give them the same owner with -Client of the Set- cmdlets.");
    }
}
