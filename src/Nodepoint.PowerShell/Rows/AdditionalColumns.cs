using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.PowerShell.Rows;

/// <summary>Columns that a newer panel has and this module has no parameter for, as users give them.</summary>
internal static class AdditionalColumns
{
    /// <summary>Takes them from a hashtable.</summary>
    /// <exception cref="PSArgumentException">A name cannot be one, or there is a parameter for it.</exception>
    public static IReadOnlyDictionary<string, string?> Read(IDictionary given, IPanelNoun noun)
    {
        var columns = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in given)
        {
            var name = entry.Key.ToString() ?? "";
            if (name.Length is 0 or > 64 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
                throw new PSArgumentException($"'{(name.Length > 64 ? name[..64] : name)}' is not the name of a column. Give -AdditionalField @{{ column = value }} with letters, digits and underscores.");
            if (noun.Columns.FirstOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } known)
                throw new PSArgumentException($"There is a parameter for the column {name}: -{known.Member}.");
            // Of these the panel passes over the first, and moves a record by the last.
            if (name.StartsWith("sys_", StringComparison.OrdinalIgnoreCase) || name.StartsWith('_') || name.Equals("client_group_id", StringComparison.OrdinalIgnoreCase))
                throw new PSArgumentException($"The column {name} belongs to the panel alone. Use -Client for the owner.");
            columns[name] = Text(entry.Value);
        }

        return columns;
    }

    private static string? Text(object? value) => value switch
    {
        PSObject wrapped => Text(wrapped.BaseObject),
        null => null,
        bool flag => flag ? "y" : "n",
        SwitchParameter flag => flag ? "y" : "n",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
