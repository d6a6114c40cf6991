using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.State;

/// <summary>What is to be copied of some clients from one panel to another, and what rules it out. Nothing is sent.</summary>
internal sealed class ClientCopy
{
    private const string Owner = "Client";

    private readonly PanelSnapshot _to;
    private readonly HashSet<string> _clients;

    private ClientCopy(PanelSnapshot from, PanelSnapshot to, IEnumerable<string> clients, IReadOnlyDictionary<string, string> named, Action<StateServer, StateServer> chosen)
    {
        (_to, _clients) = (to, clients.ToHashSet(StringComparer.OrdinalIgnoreCase));
        var whole = new StatePart(from, IsOfClients, new Dictionary<string, string>());
        var used = StateNouns.All.SelectMany(noun => whole.Entries(noun).SelectMany(entry => StateServers.NamesIn(whole.Read(entry)))).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var problems = new List<string>();
        var servers = StateServers.Map(from, to, server => used.Contains(server.Name), named, chosen, problems);
        Conflicts.AddRange(problems.Select(problem => new CopyConflict(null, problem)));
        Source = new StatePart(from, IsOfClients, servers);
        Target = new StatePart(to, IsOfClients, new Dictionary<string, string>());
    }

    /// <summary>What the clients have, with the names of the servers that it goes to.</summary>
    public StatePart Source { get; }

    /// <summary>What the clients have on the other panel.</summary>
    public StatePart Target { get; }

    /// <summary>What is to be sent, in any order: what the other panel does not have.</summary>
    public List<StateDifference> Missing { get; } = [];

    /// <summary>What rules the copy out.</summary>
    public List<CopyConflict> Conflicts { get; } = [];

    /// <summary>What could not be compared, in words.</summary>
    public IReadOnlyList<string> Notices { get; private set; } = [];

    /// <summary>Compares what clients have on one panel with all that another panel has.</summary>
    /// <param name="from">The panel that they are on.</param>
    /// <param name="to">The panel that they go to.</param>
    /// <param name="clients">The user names of the clients.</param>
    /// <param name="servers">The servers that are named with -ServerMap.</param>
    /// <param name="chosen">Is told each server that was chosen by its services.</param>
    /// <param name="isBegun">Whether an earlier run has begun to apply a difference, which it has not finished.</param>
    /// <param name="cancel">Stops between two objects.</param>
    public static ClientCopy Plan(PanelSnapshot from, PanelSnapshot to, IEnumerable<string> clients, IReadOnlyDictionary<string, string> servers, Action<StateServer, StateServer> chosen, Func<StateDifference, bool> isBegun, CancellationToken cancel)
    {
        var copy = new ClientCopy(from, to, clients, servers, chosen);
        foreach (var panel in new[] { from, to })
            foreach (var (noun, permission) in panel.Manifest.NotAllowed.Where(one => IsNeeded(one.Key)))
                copy.Conflicts.Add(new CopyConflict(null, $"{noun} cannot be read on {panel.Title}, because the remote user does not have the permission '{permission}'. What clients have of it would not be copied."));
        // An object that somebody else has counts too.
        var comparison = new StateComparison(to, copy.Source, StateFilter.All);
        foreach (var difference in comparison.Run(cancel).Where(difference => difference.Action != StateChangeAction.Removed))
        {
            if (difference.Before is null || (OwnerChange(difference) is null && isBegun(difference))) copy.Missing.Add(difference);
            else if (difference.Changes.All(change => change.Noun != difference.Noun.Name && change.Action != StateChangeAction.Changed))
            {
                // A zone that only lacks records; what only the other panel has stays.
                if (difference.Changes.Any(change => change.Action == StateChangeAction.Added)) copy.Missing.Add(difference);
            }
            else copy.Conflicts.Add(new CopyConflict(ClientOf(difference.After!), copy.Describe(difference)));
        }

        copy.Notices = [.. comparison.Notices];
        return copy;
    }

    /// <summary>The user name of the client that an object belongs to.</summary>
    public static string? ClientOf(StateEntry entry) => entry.Noun.RecordType == typeof(Client) ? entry.Name : entry.Owner;

    /// <summary>Compares what the clients have on both panels.</summary>
    /// <param name="isDone">Whether an object, or the records of a zone, were sent since the panels were read.</param>
    /// <param name="cancel">Stops between two objects.</param>
    /// <returns>What differs still, from the panel that the clients are on to the other one.</returns>
    public IEnumerable<StateChange> Compare(Func<StateDifference, bool, bool> isDone, CancellationToken cancel)
        => from difference in new StateComparison(Source, Target, StateFilter.All).Run(cancel)
           from change in difference.Changes
           where !isDone(difference, change.Noun != difference.Noun.Name)
           select change with { Panels = (Source.Title, Target.Title) };

    private bool IsOfClients(StateEntry entry) => ClientOf(entry) is { } client && _clients.Contains(client);

    // What belongs to servers does not belong to clients, and the data log is only watched.
    private static bool IsNeeded(string noun)
        => noun == DnsRecordMembers.Noun || (StateNouns.Find(noun) is { } known && (known.IsOwned || known.RecordType == typeof(Client)));

    private static StateChange? OwnerChange(StateDifference difference)
        => difference.Noun.OrdinalOf(Owner) < 0 ? difference.Changes.FirstOrDefault(change => change.Noun == difference.Noun.Name && change.Member == Owner) : null;

    private string Describe(StateDifference difference)
    {
        var what = $"{difference.Noun.Title.Capitalized()} {difference.After!.Name}";
        if (OwnerChange(difference) is { } owner)
            return $"{what} belongs to {(string.IsNullOrEmpty(owner.From) ? "the administrator" : $"client '{owner.From}'")} on {_to.Title}.";
        return $"{what} exists on {_to.Title} with other values: {string.Join(", ", difference.Changes.Where(change => change.Action == StateChangeAction.Changed).Select(change => Describe(change, difference.Noun)))}.";
    }

    private static string Describe(StateChange change, StateNoun noun)
        => $"{(change.Noun == noun.Name ? "" : $"record {change.Key} ")}{change.Member}{(change.IsSecret ? "" : $" {StateChange.Show(change.From)} instead of {StateChange.Show(change.To)}")}";
}

/// <summary>Why clients cannot be copied.</summary>
/// <param name="Client">The user name of the client; null if it is about all of them.</param>
/// <param name="Text">What is wrong, and what to do, in a sentence.</param>
internal sealed record CopyConflict(string? Client, string Text);
