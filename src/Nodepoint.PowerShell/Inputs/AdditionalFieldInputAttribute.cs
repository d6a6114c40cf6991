using System.Collections;
using System.Management.Automation;
using System.Text.Json;

namespace Nodepoint.PowerShell.Inputs;

/// <summary>Columns without a parameter: a hashtable, the AdditionalFields of an object, or the JSON text that Export-Csv writes of them.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AdditionalFieldInputAttribute : InputAttribute
{
    private protected override string Expected => "a hashtable such as @{ column = value }, or JSON such as {\"column\":\"value\"}";

    private protected override object Placeholder => new Hashtable();

    /// <inheritdoc/>
    protected override object? Convert(object value) => value switch
    {
        IDictionary => value,
        PSObject row => OfRow(row),
        string text => OfJson(text),
        _ => throw Unreadable(value),
    };

    private static Hashtable OfRow(PSObject row)
    {
        var fields = new Hashtable();
        foreach (var column in row.Properties) fields[column.Name] = column.Value;
        return fields;
    }

    private Hashtable OfJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw Unreadable(text);
            var fields = new Hashtable();
            foreach (var field in document.RootElement.EnumerateObject())
                fields[field.Name] = field.Value.ValueKind == JsonValueKind.Null ? null : field.Value.ValueKind == JsonValueKind.String ? field.Value.GetString() : field.Value.GetRawText();
            return fields;
        }
        catch (JsonException) { throw Unreadable(text); }
    }
}
