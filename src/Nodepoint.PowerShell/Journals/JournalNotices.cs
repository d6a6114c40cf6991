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

    /// <summary>The warning at the end of a command that has recognized done rows by their key alone.</summary>
    /// <param name="journal">The journal; null for none.</param>
    /// <returns>The warning; null if all rows were compared.</returns>
    public static string? MatchedByKey(Journal? journal)
    {
        if (journal is not { MatchedByKeyAlone: > 0 and var count }) return null;
        var rows = count == 1 ? "1 row that is done was recognized by its key alone" : string.Create(CultureInfo.InvariantCulture, $"{count:#,##0} rows that are done were recognized by their keys alone");
        var version = journal.CreatedBy is { } number ? $"version {number}" : "an earlier version";
        return $"{rows}; other values were not compared, because {version} of Nodepoint wrote the journal in another way. If you changed such rows since then, use the Set- cmdlet.";
    }
}
