using System.Buffers;
using System.Globalization;
using System.Text;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;

namespace Nodepoint.Sandbox.Wire;

/// <summary>PHP's json_encode: ASCII only, slashes escaped; an ordered map whose keys count up from 0 is a list.</summary>
internal static class JsonAnswer
{
    private static readonly SearchValues<byte> Plain =
        SearchValues.Create([.. Enumerable.Range(' ', 0x7f - ' ').Select(c => (byte)c).Where(c => c is not ((byte)'"' or (byte)'\\' or (byte)'/'))]);

    public static void Write(IBufferWriter<byte> output, string code, string message, object? response)
    {
        Raw(output, "{\"code\":"u8);
        Text(output, code);
        Raw(output, ",\"message\":"u8);
        Text(output, message);
        Raw(output, ",\"response\":"u8);
        Value(output, response);
        Raw(output, "}"u8);
    }

    /// <summary>Writes a value without the envelope of a response.</summary>
    public static void WriteValue(IBufferWriter<byte> output, object? value) => Value(output, value);

    private static void Value(IBufferWriter<byte> output, object? value)
    {
        switch (value)
        {
            case null: Raw(output, "null"u8); break;
            case true: Raw(output, "true"u8); break;
            case false: Raw(output, "false"u8); break;
            case string text: Text(output, text); break;
            case long number: Ascii(output, number.ToString(CultureInfo.InvariantCulture)); break;
            case int number: Ascii(output, number.ToString(CultureInfo.InvariantCulture)); break;
            case double number: Ascii(output, Float(number)); break;
            case Row row: Members(output, row); break;
            case RowSequence rows: List(output, rows); break;
            case IReadOnlyList<Row> rows: List(output, rows); break;
            case PhpArray array when array.IsList: List(output, array.Values); break;
            case PhpArray array: Members(output, array); break;
            default: throw new ArgumentException($"A value of type {value.GetType().Name} cannot be written as JSON.");
        }
    }

    private static void List(IBufferWriter<byte> output, IEnumerable<object?> items)
    {
        var separator = (byte)'[';
        foreach (var item in items)
        {
            Byte(output, separator);
            separator = (byte)',';
            Value(output, item);
        }
        Raw(output, separator == '[' ? "[]"u8 : "]"u8);
    }

    private static void List(IBufferWriter<byte> output, RowSequence rows)
    {
        var separator = (byte)'[';
        byte[][]? names = null;
        rows.ForEach(row =>
        {
            Byte(output, separator);
            separator = (byte)',';
            names ??= MemberNames(row.Shape);
            for (var i = 0; i < names.Length; i++)
            {
                Raw(output, names[i]);
                if (row.TryText(i, out var text)) Text(output, text);
                else Raw(output, "null"u8);
            }
            Byte(output, (byte)'}');
        });
        Raw(output, separator == '[' ? "[]"u8 : "]"u8);
    }

    // {"first": and ,"second": and so on.
    private static byte[][] MemberNames(RowShape shape)
    {
        var names = new byte[shape.Names.Count][];
        for (var i = 0; i < names.Length; i++)
        {
            var name = new ArrayBufferWriter<byte>();
            Byte(name, i == 0 ? (byte)'{' : (byte)',');
            Text(name, shape.Names[i]);
            Byte(name, (byte)':');
            names[i] = name.WrittenSpan.ToArray();
        }
        return names;
    }

    // Most texts need no escaping.
    private static void Text(IBufferWriter<byte> output, ReadOnlySpan<byte> text)
    {
        if (text.ContainsAnyExcept(Plain))
        {
            Text(output, Encoding.UTF8.GetString(text));
            return;
        }
        var span = output.GetSpan(text.Length + 2);
        span[0] = span[text.Length + 1] = (byte)'"';
        text.CopyTo(span[1..]);
        output.Advance(text.Length + 2);
    }

    private static void Members(IBufferWriter<byte> output, PhpArray array)
    {
        var separator = (byte)'{';
        foreach (var (name, value) in array)
        {
            Byte(output, separator);
            separator = (byte)',';
            Text(output, name);
            Byte(output, (byte)':');
            Value(output, value);
        }
        Byte(output, (byte)'}');
    }

    private static void Members(IBufferWriter<byte> output, Row row)
    {
        for (var i = 0; i < row.Values.Length; i++)
        {
            Byte(output, i == 0 ? (byte)'{' : (byte)',');
            Text(output, row.Shape.Names[i]);
            Byte(output, (byte)':');
            Value(output, row.Values[i]);
        }
        Byte(output, (byte)'}');
    }

    private static void Text(IBufferWriter<byte> output, string text)
    {
        var span = output.GetSpan((text.Length * 6) + 2);
        var at = 0;
        span[at++] = (byte)'"';
        foreach (var c in text)
        {
            if (c is >= ' ' and < '\x7f' and not ('"' or '\\' or '/'))
            {
                span[at++] = (byte)c;
                continue;
            }
            var mark = c switch { '"' => '"', '\\' => '\\', '/' => '/', '\b' => 'b', '\f' => 'f', '\n' => 'n', '\r' => 'r', '\t' => 't', '\x7f' => '\x7f', _ => '\0' };
            if (mark == '\x7f')
            {
                span[at++] = 0x7f;
                continue;
            }
            span[at++] = (byte)'\\';
            if (mark != '\0')
            {
                span[at++] = (byte)mark;
                continue;
            }
            span[at++] = (byte)'u';
            for (var shift = 12; shift >= 0; shift -= 4) span[at++] = "0123456789abcdef"u8[(c >> shift) & 15];
        }
        span[at++] = (byte)'"';
        output.Advance(at);
    }

    private static string Float(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('E', StringComparison.Ordinal) ? Loose.Exponent(text).Replace("E", "e", StringComparison.Ordinal)
            : text;
    }

    private static void Ascii(IBufferWriter<byte> output, string text) => output.Advance(Encoding.ASCII.GetBytes(text, output.GetSpan(text.Length)));

    private static void Raw(IBufferWriter<byte> output, ReadOnlySpan<byte> bytes) => output.Write(bytes);

    private static void Byte(IBufferWriter<byte> output, byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }
}
