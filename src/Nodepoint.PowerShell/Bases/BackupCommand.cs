using System.Collections.Concurrent;
using System.Globalization;
using System.Management.Automation;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Servers;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Rows;
using Nodepoint.PowerShell.Servers;

namespace Nodepoint.PowerShell.Bases;

/// <summary>The base of the cmdlets that request an action on a backup, which its server carries out with its next jobs.</summary>
[Journaled]
public abstract partial class BackupCommand : PanelCommand
{
    // The parameters that name the backup.
    private static readonly string[] Names = ["Id", "Backup", "FileName"];
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private readonly ConcurrentBag<(long Place, CommandPanel Panel, BackupRequest Request)> _requests = [];
    private long _places;

    /// <summary>Waits until the servers have applied all changes, looks for the backups again, and returns what the panel shows of each: Removed, or NotConfirmed, because the panel does not report what its servers have restored or copied.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>The longest time to wait with -Wait, in seconds; 0 checks once. Servers apply changes once a minute. The default is 300.</summary>
    [Parameter]
    [ValidateRange(0, 86400)]
    public int TimeoutSec { get; set; } = 300;

    /// <summary>What the server is asked to do.</summary>
    private protected abstract BackupAction Asked { get; }

    /// <summary>Whether the action removes the backup.</summary>
    private protected bool Removes => Asked == BackupAction.Remove;

    /// <summary>Whether the action does no harm when it is carried out twice.</summary>
    private protected bool Repeats => Asked != BackupAction.Restore;

    /// <summary>Reads what is known of a backup before its request; null if it was not found.</summary>
    /// <param name="lookup">The panel.</param>
    /// <param name="id">The backup's ID.</param>
    /// <param name="cancel">Cancels the reads.</param>
    private protected abstract Task<BackupRequest?> DescribeAsync(PanelLookup lookup, long id, CancellationToken cancel);

    /// <summary>Reads the IDs of all backups.</summary>
    /// <param name="lookup">The panel.</param>
    /// <param name="cancel">Cancels the reads.</param>
    private protected abstract Task<IReadOnlyCollection<long>> ListAsync(PanelLookup lookup, CancellationToken cancel);

    /// <summary>Finds out whether the panel has a backup.</summary>
    /// <param name="row">The row.</param>
    /// <param name="id">The backup's ID.</param>
    /// <param name="cancel">Cancels the reads.</param>
    private protected abstract Task<bool> ExistsAsync(Row row, long id, CancellationToken cancel);

    /// <summary>The work for a backup.</summary>
    /// <param name="id">The backup's ID.</param>
    /// <param name="what">What it is called in messages.</param>
    /// <param name="target">The target of errors.</param>
    private protected abstract RowWork WorkOn(long id, string what, object target);

    /// <summary>What a row about a backup is about: its number, whatever else is known of the backup.</summary>
    private protected static RowSubject About(long id) => new(id.ToString(CultureInfo.InvariantCulture)) { Covered = Names };

    /// <summary>Finds out whether a backup was removed that an earlier run may have asked to remove; null if the action is another one, which the panel does not show.</summary>
    private protected Func<Row, CancellationToken, Task<bool>>? Finish(long id) => !Removes ? null : async (row, cancel) =>
    {
        row.Keep(id);
        return !await ExistsAsync(row, id, cancel).ConfigureAwait(false);
    };

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        base.BeginCommand();
        Runner.Missing = Missing;
    }

    /// <inheritdoc/>
    protected override void EndCommand()
    {
        base.EndCommand();
        foreach (var panel in _requests.OrderBy(static one => one.Place).GroupBy(static one => one.Panel, static one => one.Request).ToArray())
        {
            if (!TryRun(null, cancel => Task.FromResult(WaitFor(panel.Key.Connection, [.. panel], cancel)), out var results, out var error)) WriteError(error!);
            else foreach (var result in results)
            {
                ((IPanelResult)result).Origin = new PanelOrigin(panel.Key.Connection);
                WriteObject(result);
            }
        }
    }

    // The job queue counts changes of records only, so a backup that is removed is looked for until the time is over.
    private BackupResult[] WaitFor(PanelConnection connection, IReadOnlyList<BackupRequest> requests, CancellationToken cancel)
    {
        var start = connection.Time.GetTimestamp();
        TimeSpan Left() => TimeSpan.FromSeconds(TimeoutSec) - connection.Time.GetElapsedTime(start);
        var servers = requests.Select(static one => one.ServerId).Distinct().ToArray();
        var last = JobQueueProgress.Wait(this, connection, servers is [> 0 and var only] ? new Server(only, "") : null, TimeSpan.FromSeconds(TimeoutSec), Interval, cancel);
        if (last.Waiting > 0) WriteWarning($"After {TimeoutSec} seconds, {last.Waiting} {(last.Waiting == 1 ? "change is" : "changes are")} not applied yet by the servers of panel '{connection.Name}'. Increase -TimeoutSec, or check the server's log.");
        while (true)
        {
            // Not what was read for the requests.
            var listed = ListAsync(new PanelLookup(connection), cancel).GetAwaiter().GetResult();
            var left = Left();
            if (left <= TimeSpan.Zero || !Removes || !requests.Any(one => listed.Contains(one.Id))) return [.. requests.Select(one => one.Result(listed.Contains(one.Id)))];
            Task.Delay(left < Interval ? left : Interval, connection.Time, cancel).GetAwaiter().GetResult();
        }
    }

    private IEnumerable<MissingRow> Missing(string subject)
        => long.TryParse(subject, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? [new MissingRow(WorkOn(id, $"backup {subject}", id), CommandLineWith())] : [];

    /// <summary>Plans the request for a preview: it has the panel's errors for a backup that does not exist and for a second request.</summary>
    private protected static WritePlan Plan(Row row, string? what, string action, PanelCall call, long id, string actionType)
    {
        if (what is null) throw row.Panel.Connection.Refusal(call.Function, $"Invalid or non existant backup_id {id.ToString(CultureInfo.InvariantCulture)}");
        var key = $"{call.Function} {actionType} {id.ToString(CultureInfo.InvariantCulture)}";
        if (row.Panel.Lookup.Preview?.TryRecall<string>("backup", key, out _) == true) throw row.Panel.Connection.Refusal(call.Function, $"There is already a pending {actionType} action");
        return new PlainPlan(what, action) { Note = () => row.Panel.Lookup.Preview?.Remember("backup", key, actionType) };
    }

    /// <summary>The place of a new row among the rows, for the order of the results.</summary>
    private protected long NextPlace() => _places++;

    /// <summary>Sends the request until it is known that the panel has recorded it.</summary>
    private protected async Task RequestAsync(Row row, long place, long id, string what, string next, PanelCall call, CancellationToken cancel)
    {
        // What the backup is of can no longer be read when it is removed.
        var request = Wait ? await DescribeAsync(row.Panel.Lookup, id, cancel).ConfigureAwait(false) : null;
        await RequestAsync(row, what, next, call, cancel).ConfigureAwait(false);
        if (request is not null) _requests.Add((place, row.Panel, request));
    }

    private async Task RequestAsync(Row row, string what, string next, PanelCall call, CancellationToken cancel)
    {
        if (row.MayBeDone && !Repeats)
            throw new PanelException(FaultKind.OutcomeUnknown, call.Function, $"An earlier run may have requested this already: {what}. The panel does not report it. Check on the server whether it was done; if it was not, run the command again without -Journal.");
        var sent = 0;
        try
        {
            await row.Panel.Sender.RepeatAsync(row, what, async token =>
            {
                sent++;
                await row.Panel.Connection.CallAsync(call, static (ref System.Text.Json.Utf8JsonReader _) => true, token).ConfigureAwait(false);
            }, cancel).ConfigureAwait(false);
            row.Verbose($"{what}: {next}");
        }
        catch (PanelException problem) when ((sent > 1 || row.MayBeDone) && (RemoteAction.IsNoted(problem) || (Removes && problem.Kind == FaultKind.NotFound)))
        {
            row.Verbose($"{what}: this was requested already.");
        }
    }
}
