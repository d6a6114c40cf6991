using System.Globalization;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Servers;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Bases;

/// <summary>The base of the cmdlets that request an action on a backup, which its server carries out with its next jobs.</summary>
[Journaled]
public abstract partial class BackupCommand : PanelCommand
{
    // The parameters that name the backup.
    private static readonly string[] Names = ["Id", "Backup", "FileName"];

    /// <summary>Whether the action removes the backup.</summary>
    private protected virtual bool Removes => false;

    /// <summary>Whether the action does no harm when it is carried out twice.</summary>
    private protected virtual bool Repeats => true;

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

    /// <summary>Sends the request until it is known that the panel has recorded it.</summary>
    private protected async Task RequestAsync(Row row, string what, string next, PanelCall call, CancellationToken cancel)
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
