using System.Management.Automation;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.PowerShell.Rows;

/// <summary>Tells of which record a row was made: Select-Object, Import-Clixml, and Import-Csv keep the name of its type.</summary>
internal static class RowKind
{
    private static readonly string[] Prefixes = ["Selected.", "Deserialized.", "CSV:"];

    private static readonly Dictionary<string, Type> Types = PanelNouns.All.Select(noun => noun.RecordType).Append(typeof(DnsRecord)).Distinct().ToDictionary(type => type.FullName!, StringComparer.OrdinalIgnoreCase);

    /// <summary>The type of the record; null for a plain row.</summary>
    public static Type? Of(PSObject row)
    {
        var name = row.TypeNames.FirstOrDefault() ?? "";
        var rest = name;
        while (Array.Find(Prefixes, prefix => rest.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) is { } found) rest = rest[found.Length..];
        return rest.Length < name.Length ? Types.GetValueOrDefault(rest) : null;
    }
}
