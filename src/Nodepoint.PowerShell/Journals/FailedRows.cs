using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using Nodepoint.IspConfig.Bulk.Journals;

namespace Nodepoint.PowerShell.Journals;

/// <summary>The failed rows of a journal as objects that can be fixed and piped back.</summary>
internal static class FailedRows
{
    /// <summary>The property with the number of the row in the journal.</summary>
    public const string Number = "JournalRow";

    /// <summary>The property that tells the journal which of its failed rows the object stands for.</summary>
    public const string Token = "JournalToken";

    /// <summary>A row as an object: its parameters, its number, and why it failed.</summary>
    public static PSObject ObjectOf(FailedRow row)
    {
        var result = new PSObject();
        if (!row.Given.IsEmpty)
        {
            using var given = JsonDocument.Parse(row.Given);
            foreach (var parameter in given.RootElement.EnumerateObject())
                // A secret is not in the journal. Without the property, PowerShell prompts for it.
                if (parameter.Value.ValueKind != JsonValueKind.Null) result.Properties.Add(new PSNoteProperty(parameter.Name, ValueOf(parameter.Value)));
        }

        result.Properties.Add(new PSNoteProperty(Number, row.Number));
        result.Properties.Add(new PSNoteProperty(Token, row.Token));
        result.Properties.Add(new PSNoteProperty("ErrorId", row.ErrorId));
        var omitted = row.Omitted == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" The row's values take {row.Omitted:#,##0} bytes, which is too long for the journal. Fix the row in the input instead.");
        result.Properties.Add(new PSNoteProperty("ErrorMessage", row.Error + omitted));
        return result;
    }

    private static object? ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? whole : value.GetDecimal(),
        JsonValueKind.Array => value.EnumerateArray().Select(ValueOf).ToArray(),
        _ => null,
    };
}
