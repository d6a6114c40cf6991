using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Nodepoint.IspConfig.Model;

/// <summary>The difference between a stored record and its input: what the panel and the lookups added. It never contains secrets, nor columns without a member, which could be secrets.</summary>
internal static class StoredRecord
{
    private const string Owner = "sys_groupid";

    /// <summary>Writes the values of a stored record that differ from the input.</summary>
    /// <typeparam name="T">The record's type.</typeparam>
    /// <param name="noun">The noun.</param>
    /// <param name="given">The input.</param>
    /// <param name="stored">The record as stored.</param>
    /// <returns>JSON: an object of the panel's columns.</returns>
    public static ReadOnlyMemory<byte> Write<T>(PanelNoun<T> noun, T given, T stored) where T : PanelObject
    {
        ArgumentNullException.ThrowIfNull(noun);
        ArgumentNullException.ThrowIfNull(stored);
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString(noun.IdColumn, stored.Id.ToString(CultureInfo.InvariantCulture));
            writer.WriteString(Owner, stored.OwnerGroupId.ToString(CultureInfo.InvariantCulture));
            noun.Write(writer, stored, noun.Differences(given, stored).Intersect(noun.Written).Except(noun.Secrets));
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Restores the stored record from the input and the written values.</summary>
    /// <typeparam name="T">The record's type.</typeparam>
    /// <param name="noun">The noun.</param>
    /// <param name="given">The input.</param>
    /// <param name="written">The output of <see cref="Write"/>.</param>
    /// <returns>The record as it was stored.</returns>
    /// <exception cref="JsonException">The JSON was not written by <see cref="Write"/>.</exception>
    public static T Read<T>(PanelNoun<T> noun, T given, ReadOnlyMemory<byte> written) where T : PanelObject
    {
        ArgumentNullException.ThrowIfNull(noun);
        var reader = new Utf8JsonReader(written.Span);
        reader.Read();
        var rest = noun.Read(ref reader);
        return noun.Stored(noun.Merge(given, rest, ColumnsIn(noun, written.Span)), rest.Id, rest.OwnerGroupId);
    }

    private static ColumnSet ColumnsIn<T>(PanelNoun<T> noun, ReadOnlySpan<byte> written) where T : PanelObject
    {
        var columns = ColumnSet.Empty;
        var reader = new Utf8JsonReader(written);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            for (var ordinal = 0; ordinal < noun.Columns.Count; ordinal++)
                if (reader.ValueTextEquals(noun.Columns[ordinal].Name)) columns = columns.With(ordinal);
            reader.Read();
            reader.Skip();
        }

        return columns;
    }
}
