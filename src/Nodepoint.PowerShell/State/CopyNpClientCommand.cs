using System.Collections;
using System.Management.Automation;
using Nodepoint.IspConfig.Bulk.Journals;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.State;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Clients;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Connection;
using Nodepoint.PowerShell.Dns;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.State;

/// <summary>Copies clients with everything they own to another panel.</summary>
/// <remarks>Both panels are read and compared first. If anything rules the copy out, all of it is reported and nothing is sent. Password hashes and private keys are carried over. What the other panel has already is not changed, and nothing is removed from either panel.</remarks>
[Cmdlet(VerbsCommon.Copy, "NpClient", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(StateChange), typeof(ContentCopy))]
public sealed class CopyNpClientCommand : ClientWriteCommand
{
    private readonly List<string> _clients = [];
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private PanelConnection? _from;

    /// <summary>The panel that the client is on: a connection from Connect-NpPanel, or its name. The default is the panel that the client from the pipeline was read from or, without one, the default panel. -Panel means the same.</summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(PanelCompleter))]
    public PanelReference? From { get; set; }

    /// <summary>The panel that the client is copied to: a connection from Connect-NpPanel, or its name.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(PanelCompleter))]
    public PanelReference To { get; set; } = null!;

    /// <summary>The servers of the other panel that those of the client's panel correspond to, as a hash table: @{ 'old.example.com' = 'new.example.com' }. The default is the server with the same name or, without one, the first that has all its services.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? ServerMap { get; set; }

    /// <summary>Reads both panels again afterwards, and compares what they have. Without it, what was sent counts as equal, because the panel has confirmed it.</summary>
    [Parameter]
    public SwitchParameter Verify { get; set; }

    private protected override IEnumerable<KeyValuePair<string, object?>> RowValues => [];

    private PanelConnection Target => Connection;

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        var from = From ?? Panel?[0];
        if (From is not null && Panel is not null) ThrowTerminatingError(PanelErrors.Record(new RuleException(Rule.ConflictingParameters, "-From and -Panel both mean the panel that the client is on. Use -From."), $"{Panel[0]}"));
        try { _from = from is null ? null : OpenPanels.Resolve(from); }
        catch (PSInvalidOperationException problem) { ThrowTerminatingError(PanelErrors.NotConnected(problem, $"{from}")); }
        // The rows of the command are on the panel that is written to.
        Panel = [To];
        base.BeginCommand();
        if (_from is not null) CheckPanels(_from);
    }

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        // What is not a client says nothing about a panel.
        if (Client.Problem is { } problem)
        {
            WriteError(PanelErrors.Record(problem, Client));
            return;
        }

        ErrorRecord? error = null;
        Client client = null!;
        var isRead = TryFindPanel(out var panel, out error) && TryRun(Client, cancel => new PanelLookup(panel).ReadAsync(ClientNoun.Instance, Client, cancel), out client, out error);
        if (!isRead) WriteError(error!);
        else if (!_clients.Contains(client.Username, StringComparer.OrdinalIgnoreCase)) _clients.Add(client.Username);
    }

    /// <inheritdoc/>
    protected override void EndCommand()
    {
        if (_clients.Count > 0 && TryUsePanel(null, out var panel, out var error)) Copy(panel);
        else base.EndCommand();
    }

    private void Copy(CommandPanel panel)
    {
        if (!TryRead(out var states)) return;
        ClientCopy copy;
        using (states.From)
        using (states.To)
        {
            foreach (var warning in states.From.Warnings.Concat(states.To.Warnings)) WriteWarning(warning);
            if (!TryPlan(states.From, states.To, panel, out copy)) return;
            foreach (var notice in copy.Notices) WriteWarning(notice);
            var rows = Rows(copy, Importer(copy, states.To, SerialRaiser.Attach(Runner, panel)), Runner);
            Runner.Total ??= copy.Missing.Sum(StateImporter.CountWork);
            rows.Apply(copy.Missing, panel);
            foreach (var notice in rows.Notices(panel)) WriteWarning(notice);
            base.EndCommand();
            if (IsWhatIf) return;
            if (!Verify) WriteChanges(copy, (difference, ofRecords) => _done.Contains(StateRows.SubjectOf(difference, ofRecords)));
        }

        if (Verify && TryRead(out states))
        {
            using (states.From)
            using (states.To) WriteChanges(ClientCopy.Plan(states.From, states.To, _clients, ServersByName, static (_, _) => { }, static _ => false, StopToken), static (_, _) => false);
        }

        WriteLines(panel);
    }

    private IReadOnlyDictionary<string, string> ServersByName => ServerMap?.Cast<DictionaryEntry>().ToDictionary(one => $"{one.Key}", one => $"{one.Value}", StringComparer.OrdinalIgnoreCase) ?? [];

    // The panel of the first client is that of all.
    private bool TryFindPanel(out PanelConnection panel, out ErrorRecord? error)
    {
        (panel, error) = (null!, null);
        try
        {
            var origin = RowPanel.OriginOf(InputObject) ?? RowPanel.OriginOf(Client);
            panel = origin is not null && _from?.Uri != origin.Uri ? OpenPanels.OfObject(origin) : _from ?? OpenPanels.Resolve(null);
        }
        catch (PSInvalidOperationException problem) { error = PanelErrors.NotConnected(problem, Client); }
        if (error is null && (_from ??= panel).Uri != panel.Uri)
            error = PanelErrors.Record(new RuleException(Rule.WrongPanel, $"Client '{Client}' was read from panel '{panel.Name}', but the command copies from panel '{_from.Name}'. Use one command for the clients of each panel."), Client);
        if (error is null) CheckPanels(panel);
        return error is null;
    }

    private void CheckPanels(PanelConnection from)
    {
        if (from.Uri == Target.Uri) ThrowTerminatingError(PanelErrors.Record(new RuleException(Rule.ConflictingParameters, $"Cannot copy from panel '{from.Name}' to itself. Use another panel as -To."), $"{To}"));
    }

    private bool TryRead(out (PanelSnapshot From, PanelSnapshot To) states)
    {
        var bar = new StateProgressBar(this);
        if (TryRun(Target.Name, cancel => bar.Show(Task.Run(() => ReadAsync(bar.Progress, cancel), cancel)), out states, out var error))
        {
            bar.Complete();
            return true;
        }

        WriteError(error!);
        base.EndCommand();
        return false;
    }

    // Both panels are read at the same time; the progress is that of one of them.
    private async Task<(PanelSnapshot From, PanelSnapshot To)> ReadAsync(StateProgress progress, CancellationToken cancel)
    {
        var from = ReadAsync(_from!, new StateProgress(), cancel);
        var to = ReadAsync(Target, progress, cancel);
        try { return (await from.ConfigureAwait(false), await to.ConfigureAwait(false)); }
        catch
        {
            foreach (var one in new[] { from, to })
            {
                await ((Task)one).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (one.IsCompletedSuccessfully) (await one.ConfigureAwait(false)).Dispose();
            }

            throw;
        }
    }

    private Task<PanelSnapshot> ReadAsync(PanelConnection panel, StateProgress progress, CancellationToken cancel)
        => PanelSnapshot.ReadAsync(new PanelLookup(panel), StateFilter.All, withSecrets: true, "", InFlight(panel), progress, cancel);

    private int InFlight(PanelConnection panel) => ThrottleLimit?.Count ?? panel.ThrottleLimit;

    private static StateImporter Importer(ClientCopy copy, PanelSnapshot to, ZoneSerials serials)
    {
        var importer = new StateImporter(copy.Source, to, serials, prunes: false);
        importer.Expect(copy.Missing);
        return importer;
    }

    private StateRows Rows(ClientCopy copy, StateImporter importer, RowRunner? runner)
        => new(runner, nameof(Client), importer, copy.Missing, StateFilter.All, copy.Source, copy.Target) { RecordsAction = "Add those that are missing", Completed = Note };

    private void Note(string subject)
    {
        lock (_done) _done.Add(subject);
    }

    // All that rules the copy out is found before anything is sent.
    private bool TryPlan(PanelSnapshot from, PanelSnapshot to, CommandPanel panel, out ClientCopy copy)
    {
        var begun = Journal is { Length: > 0 } journal ? JournalReport.SubjectsOfOpen(FilePath.Resolve(this, journal, nameof(Journal))).ToHashSet(StringComparer.Ordinal) : [];
        var chosen = new List<string>();
        var isPlanned = TryRun(Target.Name, async cancel =>
        {
            var plan = await Task.Run(() => ClientCopy.Plan(from, to, _clients, ServersByName, (server, other) => chosen.Add($"Server '{server.Name}' is not on panel '{Target.Name}'. What is on it goes to '{other.Name}', which has the same services. To choose another server, use -ServerMap."), difference => begun.Contains(StateRows.SubjectOf(difference, ofRecords: false)), cancel), cancel).ConfigureAwait(false);
            var preview = new CommandPanel(Target, isPreview: true);
            var problems = await Rows(plan, Importer(plan, to, new ZoneSerials(Target)), null).CheckAsync(plan.Missing, preview, InFlight(Target), static problem => problem is RuleException or PanelException { IsUnanswered: false }, cancel).ConfigureAwait(false);
            plan.Conflicts.AddRange(problems.Select(one => new CopyConflict(ClientCopy.ClientOf(one.Difference.After!), $"{one.Difference.Noun.Title.Capitalized()} {one.Difference.After!.Name}: {one.Problem.Message}")));
            return plan;
        }, out copy, out var error);
        foreach (var warning in chosen) WriteWarning(warning);
        if (isPlanned && copy.Conflicts.Count == 0) return true;
        if (!isPlanned) WriteError(error!);
        else foreach (var record in Errors(copy.Conflicts)) WriteError(record);
        base.EndCommand();
        return false;
    }

    // One client has one error with all that is wrong.
    private IEnumerable<ErrorRecord> Errors(List<CopyConflict> conflicts)
        => _clients.Count == 1 ? [ErrorOf($"client '{_clients[0]}'", conflicts, _clients[0])]
            : conflicts.GroupBy(conflict => conflict.Client, StringComparer.OrdinalIgnoreCase).Select(some => ErrorOf(some.Key is { } client ? $"client '{client}'" : "clients", some, some.Key ?? Target.Name));

    private ErrorRecord ErrorOf(string what, IEnumerable<CopyConflict> conflicts, string target)
        => PanelErrors.Record(new RuleException(Rule.CopyConflict, $"Cannot copy {what} from panel '{_from!.Name}' to panel '{Target.Name}'. Nothing was sent.{string.Concat(conflicts.Select(conflict => $"\n- {conflict.Text}"))}"), target);

    private void WriteChanges(ClientCopy copy, Func<StateDifference, bool, bool> isDone)
    {
        if (TryRun(Target.Name, cancel => Task.Run(() => copy.Compare(isDone, cancel).ToList(), cancel), out var changes, out var error)) WriteObject(changes, enumerateCollection: true);
        else WriteError(error!);
    }

    private void WriteLines(CommandPanel panel)
    {
        var copies = new ContentCopies(new PanelLookup(_from!), new PanelLookup(panel.Connection));
        foreach (var client in _clients)
        {
            if (TryRun(client, cancel => copies.OfAsync(client, cancel), out var lines, out var error)) WriteObject(lines, enumerateCollection: true);
            else WriteError(error!);
        }
    }
}
