using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Nodepoint.EngineHost.Data;

/// <summary>JSON to objects and back, with the types ConvertFrom-Json and ConvertTo-Json give.</summary>
public static class Json
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 1024 };

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 1024 };

    private static readonly JsonSerializerOptions Indented = new(Compact) { WriteIndented = true };

    public static object? Read(string text, bool asHashtable)
    {
        using var document = JsonDocument.Parse(text, Lenient);
        return Read(document.RootElement, asHashtable);
    }

    public static string Write(object? value, int depth, bool compress, bool enumsAsStrings)
    {
        var node = Node(value, depth, enumsAsStrings);
        return node is null ? "null" : node.ToJsonString(compress ? Compact : Indented);
    }

    private static object? Read(JsonElement element, bool asHashtable)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object when asHashtable:
                var table = new Hashtable(StringComparer.Ordinal);
                foreach (var property in element.EnumerateObject())
                    table[property.Name] = Read(property.Value, asHashtable);
                return table;
            case JsonValueKind.Object:
                var row = new PSObject();
                foreach (var property in element.EnumerateObject())
                    row.Properties.Add(new PSNoteProperty(property.Name, Read(property.Value, asHashtable)));
                return row;
            case JsonValueKind.Array:
                return element.EnumerateArray().Select(item => Read(item, asHashtable)).ToArray();
            case JsonValueKind.Number:
                return element.TryGetInt64(out var whole) ? whole : element.GetDouble();
            case JsonValueKind.String:
                return Text(element.GetString()!);
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            default:
                return null;
        }
    }

    // ConvertFrom-Json makes a DateTime of what looks like one; scripts that run here must not come to rely on text.
    private static object Text(string text) =>
        text.Length >= 19 && text[4] == '-' && text[10] == 'T'
        && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment)
            ? moment
            : text;

    private static JsonNode? Node(object? value, int depth, bool enumsAsStrings)
    {
        var plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        switch (plain)
        {
            case null or DBNull:
                return null;
            case string or bool or int or long or double or decimal or byte or short or uint or ulong or float or sbyte or ushort
                or DateTime or DateTimeOffset or Guid or Uri or char:
                return JsonSerializer.SerializeToNode(plain, plain.GetType(), Compact);
            case Enum name:
                return enumsAsStrings ? name.ToString() : Convert.ToInt64(name, CultureInfo.InvariantCulture);
        }

        if (depth < 0)
            return plain.ToString();
        switch (plain)
        {
            case IDictionary table:
                var entries = new JsonObject();
                foreach (DictionaryEntry entry in table)
                    entries[entry.Key.ToString()!] = Node(entry.Value, depth - 1, enumsAsStrings);
                return entries;
            case IEnumerable items:
                return new JsonArray([.. items.Cast<object?>().Select(item => Node(item, depth - 1, enumsAsStrings))]);
            default:
                var properties = new JsonObject();
                foreach (var property in PSObject.AsPSObject(value!).Properties)
                    properties[property.Name] = Node(property.Value, depth - 1, enumsAsStrings);
                return properties;
        }
    }
}
