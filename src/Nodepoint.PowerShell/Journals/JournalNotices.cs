using System.Globalization;
using Nodepoint.IspConfig.Bulk.Journals;

namespace Nodepoint.PowerShell.Journals;

/// <summary>What a command says once about its journal.</summary>
internal static class JournalNotices
{
    /// <summary>The verbose message after a journal of an earlier version was opened, whose file others could read.</summary>
    /// <param name="path">The journal's path.</param>
    /// <returns>The message.</returns>
    public static string Restricted(string path) => $"Other users of this computer could read journal {path}; now only its owner can.";

    /// <summary>The verbose message after a journal of the first format was opened.</summary>
    /// <param name="path">The journal's path.</param>
    /// <returns>The message.</returns>
    public static string FirstFormat(string path) => $"Journal {path} has the first format, so its rows are recognized by their keys. New journals have the second one.";

    /// <summary>The warnings at the end of a command, each said once.</summary>
    /// <param name="journal">The journal.</param>
    /// <returns>The warnings.</returns>
    public static IEnumerable<string> AtEnd(Journal journal)
    {
        if (MatchedByKey(journal) is { } byKey) yield return byKey;
        if (journal.CountOfMissingDone is > 0 and var done)
            yield return string.Create(CultureInfo.InvariantCulture, $"{done:#,##0} {(done == 1 ? "row of the journal that is done is" : "rows of the journal that are done are")} not in the input any more. {(done == 1 ? "It stays" : "They stay")} done.");
        if (journal.FindMissingOpen().Count is > 0 and var open)
            yield return string.Create(CultureInfo.InvariantCulture, $"{open:#,##0} {(open == 1 ? "row of the journal that may have been sent is" : "rows of the journal that may have been sent are")} not in the input any more, so {(open == 1 ? "its outcome" : "the outcome")} is not known. Check the panel, or run the command again with {(open == 1 ? "that row" : "those rows")}.");
    }

    /// <summary>Why a row must not be sent.</summary>
    /// <param name="entry">The row's entry in the journal.</param>
    /// <returns>The message; null if it may be sent.</returns>
    public static string? Of(JournalRow entry) => entry.Refusal switch
    {
        JournalRefusal.OtherValues => $"'{entry.Key}' was done by an earlier run with other values. Change it with its Set cmdlet, or use another file with -Journal.",
        JournalRefusal.LaterRowDone => string.Create(CultureInfo.InvariantCulture, $"A later row about '{entry.Key}', row {entry.Other} of the journal, is done, and this row would undo it. Nothing was sent. Remove this row from the input, or make its change with the Set cmdlet without this journal."),
        JournalRefusal.NotFailed => string.Create(CultureInfo.InvariantCulture, $"'{entry.Key}' is meant to fix row {entry.Other} of the journal, which is not failed any more. Nothing was sent. Run Get-NpJournal -Failed again, or remove the column {FailedRows.Token} to send this row as a row of its own."),
        _ => null,
    };

    // The warning of a command that has recognized done rows by their key alone; null if all rows were compared.
    private static string? MatchedByKey(Journal journal)
    {
        if (journal is not { MatchedByKeyAlone: > 0 and var count }) return null;
        var rows = count == 1 ? "1 row that is done was recognized by its key alone" : string.Create(CultureInfo.InvariantCulture, $"{count:#,##0} rows that are done were recognized by their keys alone");
        var version = journal.CreatedBy is { } number ? $"version {number}" : "an earlier version";
        return $"{rows}; other values were not compared, because {version} of Nodepoint wrote the journal in another way. If you changed such rows since then, use the Set- cmdlet.";
    }
}
