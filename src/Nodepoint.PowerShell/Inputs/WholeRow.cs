using System.Management.Automation;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.PowerShell.Errors;

namespace Nodepoint.PowerShell.Inputs;

/// <summary>Rows without the column that a cmdlet needs. PowerShell then makes a text of the whole row, which is not shown: it may have secrets.</summary>
internal static class WholeRow
{
    /// <summary>Whether a text is a whole row.</summary>
    /// <param name="text">The text.</param>
    public static bool Is(string text) => text.StartsWith("@{", StringComparison.Ordinal) && text.EndsWith('}');

    /// <summary>The error for such a row.</summary>
    /// <param name="column">The column that is missing.</param>
    public static ErrorRecord Refuse(string column) => PanelErrors.Record(new RuleException(Rule.ValueMissing, $"The row does not have the column {column}."), null);
}
