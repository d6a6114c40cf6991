using System.Management.Automation;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Rows;

/// <summary>Names the columns of a row in messages, so that a misspelled one is found.</summary>
internal static class RowColumns
{
    private const int Most = 12;

    /// <summary>The sentence with the columns of a row: "Its columns are Email, Name, and Quota."</summary>
    public static string Describe(PSObject row)
    {
        var names = row.Properties.Select(column => PossibleSecret.ColumnName(column.Name)).ToArray();
        return names.Length == 0 ? "It has no columns." : $"Its columns are {string.Join(", ", names.Take(Most))}{(names.Length > Most ? $", and {names.Length - Most} more" : "")}.";
    }
}
