using System.Globalization;
using System.Text.Json;

namespace Nodepoint.IspConfig.Platform;

/// <summary>Finds the line of a value in a JSON text.</summary>
internal static class JsonLines
{
    /// <summary>Finds the line of a value.</summary>
    /// <param name="text">The text, which is valid JSON.</param>
    /// <param name="path">The path, such as <c>services[0].addresses[1]</c>. The case of names does not matter.</param>
    /// <returns>The line, from 1; that of the nearest value around it if it is not there.</returns>
    public static long Find(ReadOnlySpan<byte> text, string path)
    {
        var (steps, at, line) = (path.Replace("[", ".[", StringComparison.Ordinal).Split('.'), 0, 0L);
        var reader = new Utf8JsonReader(text);
        reader.Read();
        line = LineAt(text, reader.TokenStartIndex);
        while (at < steps.Length && Enter(ref reader, steps[at])) (at, line) = (at + 1, LineAt(text, reader.TokenStartIndex));
        return line;
    }

    // Moves to a member or element of the object or array that the reader is at.
    private static bool Enter(ref Utf8JsonReader reader, string step)
    {
        if (reader.TokenType == JsonTokenType.StartArray && step.StartsWith('['))
        {
            var index = int.Parse(step[1..^1], NumberStyles.None, CultureInfo.InvariantCulture);
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (index-- == 0) return true;
                reader.Skip();
            }
        }
        else if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isWanted = reader.GetString()!.Equals(step, StringComparison.OrdinalIgnoreCase);
                reader.Read();
                if (isWanted) return true;
                reader.Skip();
            }
        }

        return false;
    }

    private static long LineAt(ReadOnlySpan<byte> text, long position) => 1 + text[..(int)position].Count((byte)'\n');
}
