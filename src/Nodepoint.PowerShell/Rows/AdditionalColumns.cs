using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.PowerShell.Rows;

/// <summary>Columns of a newer panel for which there is no parameter: the value of -AdditionalField.</summary>
internal static class AdditionalColumns
{
    /// <summary>Reads them from a hashtable.</summary>
    /// <param name="given">The columns and their values.</param>
    /// <param name="noun">The noun.</param>
    /// <param name="isFromRow">Whether they come from a row, where columns that only the panel sets are ignored.</param>
    /// <exception cref="PSArgumentException">A name is not a valid column, or there is a parameter for it.</exception>
    public static IReadOnlyDictionary<string, string?> Read(IDictionary given, IPanelNoun noun, bool isFromRow = false)
    {
        var columns = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in given)
        {
            var name = entry.Key.ToString() ?? "";
            if (isFromRow && IsOfPanel(name)) continue;
            if (name.Length is 0 or > 64 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
                throw new PSArgumentException($"-AdditionalField contains '{(name.Length > 64 ? name[..64] : name)}', which is not a valid column name. Use @{{ column = value }} with letters, digits, underscores, and hyphens in the name, at most 64 characters.");
            if (noun.Columns.FirstOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } known)
                throw new PSArgumentException($"-AdditionalField contains '{name}', for which there is a parameter. Use -{known.Member} instead.");
            // The panel ignores names with these prefixes, and changes the owner with client_group_id.
            if (IsOfPanel(name))
                throw new PSArgumentException($"-AdditionalField contains '{name}', which only the panel sets. To change the owner, use -Client.");
            columns[name] = Text(entry.Value);
        }

        return columns;
    }

    private static bool IsOfPanel(string name) => name.StartsWith("sys_", StringComparison.OrdinalIgnoreCase) || name.StartsWith('_') || name.Equals("client_group_id", StringComparison.OrdinalIgnoreCase);

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
