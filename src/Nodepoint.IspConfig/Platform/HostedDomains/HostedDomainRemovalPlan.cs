using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Preview;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Platform.HostedDomains;

/// <summary>The removal of a domain: the website with its FTP users, the mail domain with its mailboxes, the zone, and perhaps the client.</summary>
/// <param name="remover">What it was planned with.</param>
/// <param name="domain">The domain.</param>
/// <param name="removals">The removals, in their order.</param>
/// <param name="client">The client to remove at the end; null for none.</param>
internal sealed class HostedDomainRemovalPlan(HostedDomainRemover remover, string domain, IReadOnlyList<DomainRemoval> removals, Client? client) : WritePlan
{
    /// <summary>The function that removes the client.</summary>
    public const string ClientFunction = "client_delete";

    /// <summary>Why the client is kept, although it was to be removed; null if it is not.</summary>
    public string? Kept { get; init; }

    /// <inheritdoc/>
    public override string Subject => $"hosted domain {domain}";

    /// <inheritdoc/>
    public override string Action => IsEmpty ? "Change nothing, because an earlier run removed it" : $"Remove {string.Join(", ", Words)}";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Lines => IsEmpty ? [Action] : [.. Words.Select(static what => $"Remove {what}")];

    /// <inheritdoc/>
    public override IReadOnlyList<PlannedCall> Calls => client is null ? [.. removals.SelectMany(static removal => removal.Plan.Calls)] : [.. removals.SelectMany(static removal => removal.Plan.Calls), new PlannedCall($"client {client}", ClientCall)];

    /// <inheritdoc/>
    internal override IEnumerable<PanelCall> Changes => removals.SelectMany(static removal => removal.Plan.Changes).Concat(client is null ? [] : [ClientCall]);

    private IEnumerable<string> Words => removals.SelectMany(static removal => removal.Words).Concat(client is null ? [] : [$"client {client}"]);

    private PanelCall ClientCall => new(ClientFunction, writer => writer.WriteNumber("client_id", client!.Id)) { Row = new RowWrite(ClientNoun.Instance.Table, ClientNoun.Instance.IdColumn, client!.Id) { Removes = true } };

    /// <inheritdoc/>
    internal override Task ReserveAsync(IWriteLog log, CancellationToken cancel)
    {
        if (Kept is not null) log.Warn(Kept);
        return Task.CompletedTask;
    }

    /// <summary>Removes the domain.</summary>
    /// <param name="log">Receives what is done.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <exception cref="PanelException">The panel refuses or cannot be reached, or the outcome is unknown.</exception>
    public async Task CarryOutAsync(IWriteLog log, CancellationToken cancel)
    {
        if (Kept is not null) log.Warn(Kept);
        // A run that resumes this one would not find out which client the domain had.
        if (client is not null) await log.RecordAsync([new PlannedCall(client.Username, new PanelCall(ClientFunction))]).ConfigureAwait(false);
        var done = new List<string>();
        try
        {
            foreach (var removal in removals)
            {
                if (log.IsStopped) throw new OperationCanceledException();
                await removal.CarryOutAsync(new StepOnlyLog(log), cancel).ConfigureAwait(false);
                done.AddRange(removal.Words);
            }

            if (client is not null) await remover.RemoveAsync(client, new StepOnlyLog(log), cancel).ConfigureAwait(false);
        }
        catch (PanelException problem)
        {
            var text = done.Count == 0 ? $"Domain {domain} was not removed" : $"Domain {domain} was not removed completely. Removed: {string.Join(", ", done)}. Then a step failed";
            throw new PanelException(problem.Kind, problem.Function, $"{text}: {problem.Message} Run the command again to remove what is left.", problem) { PermissionGroup = problem.PermissionGroup };
        }
    }
}
