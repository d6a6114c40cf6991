using Nodepoint.IspConfig.Bulk.Journals;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Journals;

namespace Nodepoint.PowerShell.Rows;

/// <summary>The journal of a command: finds the rows that earlier runs have done, and records the outcome of each row.</summary>
/// <param name="journal">The open journal.</param>
/// <param name="command">The command, for messages.</param>
internal sealed class RowJournal(Journal journal, string command) : IDisposable
{
    /// <summary>The number of rows in the input, if an earlier run has read all of them.</summary>
    public int? Total => journal.Total;

    /// <summary>The zones whose serials earlier runs have not raised.</summary>
    public IEnumerable<KeyValuePair<long, string>> DueSerials => journal.DueSerials;

    /// <summary>What the command says at its end about rows of earlier runs.</summary>
    public IEnumerable<string> Notices => JournalNotices.AtEnd(journal);

    /// <summary>Finds the entry of a row.</summary>
    /// <param name="target">The row, as the error's target.</param>
    /// <param name="key">Its natural key.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="given">Its parameters, without secrets, for people and in the form that is compared.</param>
    /// <param name="token">What it says about the failed row that it fixes; null for nothing.</param>
    /// <param name="hidden">Its values that look like passwords; null for none.</param>
    /// <param name="hasSecret">Whether it gives a secret that is not on the command line.</param>
    /// <param name="panel">Its panel; null for a row that is refused.</param>
    /// <returns>The row.</returns>
    public Row Match(object? target, string key, RowSubject subject, (byte[] Given, byte[] Compared) given, string? token, List<string>? hidden, bool hasSecret, CommandPanel? panel)
    {
        // A password in the column of the key. The row is known by its keyed hash.
        var isHidden = hidden?.Exists(text => key.Contains(text, StringComparison.OrdinalIgnoreCase)) == true;
        var about = hidden?.Exists(text => subject.Text.Contains(text, StringComparison.OrdinalIgnoreCase)) == true ? $"{PossibleSecret.Hidden} {journal.HashOf(System.Text.Encoding.UTF8.GetBytes(subject.Text)):x16}" : subject.Text;
        return new Row(target) { Panel = panel!, Key = key, Journal = this, Entry = journal.Match(isHidden ? PossibleSecret.Hidden : key, given.Compared, about, token) is var entry && hasSecret ? entry with { HasSecret = true } : entry, Given = given.Given, Hidden = hidden };
    }

    /// <summary>Finds the rows that earlier runs may have sent and that are not in the input any more.</summary>
    public IReadOnlyList<JournalRow> FindMissingOpen() => journal.FindMissingOpen();

    /// <summary>Whether such a row has these values.</summary>
    public bool Has(JournalRow entry, byte[] compared) => journal.HashOf(compared) == entry.Hash;

    /// <summary>A row of this run for such a row.</summary>
    public Row Resume(JournalRow entry, object? target, CommandPanel panel) => new(target) { Panel = panel, Key = entry.Key, Journal = this, Entry = entry };

    /// <summary>Records that such a row was found done on the panel.</summary>
    public void Settle(Row row) => _ = journal.SettledAsync(row.Entry!, row.Id);

    /// <summary>Claims a record that was found for a row that may be done.</summary>
    public bool TryClaim(JournalRow entry, long id) => journal.TryClaim(entry, id);

    /// <summary>The follow-up calls of a row that an interrupted run has not finished.</summary>
    public IReadOnlyList<PlannedCall> UnfinishedOf(JournalRow entry) => PlannedCalls.Read(journal.StoredOf(entry));

    /// <summary>Records that a row is going to be sent, with its follow-up calls.</summary>
    public Task SendingAsync(Row row) => journal.SendingAsync(row.Entry!, row.FollowUps);

    /// <summary>Records before a row is started that it is going to be sent. For a row that may be done, the entry of the earlier run stays valid until the outcome is known.</summary>
    /// <param name="row">The row.</param>
    /// <param name="isRepeatable">Whether it can be sent again. Otherwise it counts as not sent until <see cref="StartAsync"/>, so that a killed run leaves only rows open that were in flight.</param>
    public Task BeginAsync(Row row, bool isRepeatable)
    {
        if (row.MayBeDone) return Task.CompletedTask;
        var sending = journal.SendingAsync(row.Entry!);
        return isRepeatable ? sending : journal.WithdrawnAsync(row.Entry!);
    }

    /// <summary>Records that a row that cannot be sent again is going to be sent now.</summary>
    public Task StartAsync(Row row) => row.MayBeDone ? Task.CompletedTask : journal.SendingAsync(row.Entry!);

    /// <summary>Records the outcome of a row.</summary>
    public Task RecordOutcomeAsync(Row row) => row.Outcome switch
    {
        JournalState.Done => journal.DoneAsync(row.Entry!, row.Id, row.Stored),
        JournalState.Withdrawn => row.MayBeDone ? Task.CompletedTask : journal.WithdrawnAsync(row.Entry!),
        _ => journal.RecordFailureAsync(row.Entry!, row.Outcome, row.Error?.FullyQualifiedErrorId ?? "Stopped", row.Error?.ErrorDetails?.Message ?? row.Error?.Exception.Message ?? "The command was stopped while the row was in flight.", row.Outcome == JournalState.Unknown && !row.FollowUps.IsEmpty ? row.FollowUps : row.Given),
    };

    /// <summary>Records the outcome of a row that is not sent. What an earlier run has done, or may have done, stays recorded.</summary>
    public void RecordUnsent(Row row)
    {
        if (row.Entry!.Earlier == JournalState.Done || row.MayBeDone) return;
        _ = journal.SendingAsync(row.Entry);
        _ = RecordOutcomeAsync(row);
    }

    /// <summary>Restores the outcome and the output of a row from the journal, if an earlier run has done it.</summary>
    /// <param name="row">The row.</param>
    /// <param name="work">Its work, which rebuilds its output.</param>
    /// <returns>Whether the row is done or cannot be done, so that nothing is to be sent.</returns>
    public bool TryReturn(Row row, RowWork work)
    {
        if (row.Entry is not { } done) return false;
        if (JournalNotices.Of(done) is { } refusal)
        {
            row.Outcome = JournalState.Failed;
            row.Error = PanelErrors.Record(new PanelException(FaultKind.Conflict, command, refusal), row.Target);
            RecordUnsent(row);
            return true;
        }

        if (done.Earlier != JournalState.Done) return false;
        var restore = done.IsFixed ? work.RestoreFixed ?? work.Restore : work.Restore;
        row.Outcome = JournalState.Done;
        row.Verbose(done.IsFixed
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"'{done.Key}' failed, and row {done.Other} of the journal, which fixes it, is done; nothing was sent.")
            : $"'{done.Key}' was done by an earlier run; nothing was sent.");
        if (restore is null) return true;
        // A run without -PassThru has recorded no output.
        if (done.IsStoredOmitted) row.Warn($"The output of '{done.Key}' is not in the journal, because it is too long. Use its Get- cmdlet.");
        else if (journal.StoredOf(done) is not { IsEmpty: false } stored) row.Verbose($"The output of '{done.Key}' is not in the journal, because the earlier run did not return it.");
        else if (restore(done.Id, stored) is { } value)
        {
            foreach (var one in value as object[] ?? [value])
            {
                StoredOwner.Restore(one, stored);
                row.Write(one);
            }
        }

        return true;
    }

    /// <summary>Records that a zone's serial has to be raised.</summary>
    public Task RecordPendingSerialAsync(long zone, string origin) => journal.RecordPendingSerialAsync(zone, origin);

    /// <summary>Records that a zone's serial was raised.</summary>
    public void RecordRaisedSerial(long zone, string origin) => journal.RecordRaisedSerialAsync(zone, origin);

    /// <summary>Records the end of the input, and waits until all entries are on the disk.</summary>
    /// <exception cref="JournalException">The file cannot be written.</exception>
    public void End() => journal.EndAsync().GetAwaiter().GetResult();

    /// <inheritdoc/>
    public void Dispose() => journal.Dispose();
}
