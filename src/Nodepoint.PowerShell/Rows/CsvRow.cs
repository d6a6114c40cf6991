using System.Globalization;
using System.Management.Automation;

namespace Nodepoint.PowerShell.Rows;

/// <summary>A row of a CSV file that remembers its file and line without showing them as columns.</summary>
/// <param name="file">The name of the file.</param>
/// <param name="line">The line.</param>
internal sealed class CsvRow(string file, long line) : PSObject
{
    /// <summary>The row's place, for messages: "customers.csv line 17".</summary>
    public string Place => string.Create(CultureInfo.InvariantCulture, $"{file} line {line}");
}
