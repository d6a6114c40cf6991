using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nodepoint.IspConfig.State;

/// <summary>Makes values of a state.</summary>
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class StateJson : JsonSerializerContext
{
    /// <summary>A number.</summary>
    public static JsonElement Number(long value)
    {
        using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(value.ToString(CultureInfo.InvariantCulture)));
        return document.RootElement.Clone();
    }

    /// <summary>A text.</summary>
    public static JsonElement Text(string value)
    {
        using var document = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(value, Default.String));
        return document.RootElement.Clone();
    }

    /// <summary>A list of texts.</summary>
    public static JsonElement List(IEnumerable<string> values)
    {
        using var document = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(values.ToArray(), Default.StringArray));
        return document.RootElement.Clone();
    }
}
