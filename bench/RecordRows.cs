using System.Management.Automation;

namespace Nodepoint.Bench;

/// <summary>Address records of a zone as Import-Csv returns them.</summary>
internal static class RecordRows
{
    public static PSObject Of(int number, string zone)
    {
        var row = new PSObject();
        row.Properties.Add(new PSNoteProperty("Zone", zone));
        row.Properties.Add(new PSNoteProperty("Name", $"host{number:d5}"));
        row.Properties.Add(new PSNoteProperty("Type", "A"));
        row.Properties.Add(new PSNoteProperty("Value", $"203.0.113.{number % 254 + 1}"));
        return row;
    }
}
