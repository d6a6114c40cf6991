using System.Globalization;
using System.Text;

namespace Nodepoint.Sandbox.Php;

/// <summary>PHP's serialize and unserialize, for the data log and for the state that locking a client stores.</summary>
internal static class PhpSerializer
{
    public static string Serialize(object? value)
    {
        var output = new StringBuilder();
        Write(output, value);
        return output.ToString();
    }

    /// <summary>Reads a serialized value; null when the text is not one.</summary>
    public static object? Unserialize(string text)
    {
        var bytes = PhpText.Bytes(text);
        var at = 0;
        try
        {
            return Read(bytes, ref at);
        }
        catch (Exception e) when (e is FormatException or IndexOutOfRangeException or ArgumentOutOfRangeException or OverflowException)
        {
            return null;
        }
    }

    public static void WriteText(StringBuilder output, string? text)
    {
        if (text is null) output.Append("N;");
        else output.Append(CultureInfo.InvariantCulture, $"s:{PhpText.Length(text)}:\"{text}\";");
    }

    private static void Write(StringBuilder output, object? value)
    {
        switch (value)
        {
            case null: output.Append("N;"); break;
            case bool flag: output.Append(flag ? "b:1;" : "b:0;"); break;
            case long number: output.Append(CultureInfo.InvariantCulture, $"i:{number};"); break;
            case double number: output.Append(CultureInfo.InvariantCulture, $"d:{number:R};"); break;
            case string text: WriteText(output, text); break;
            case PhpArray items:
                output.Append(CultureInfo.InvariantCulture, $"a:{items.Count}:{{");
                foreach (var (key, member) in items)
                {
                    Write(output, PhpArray.IsIndex(key) ? long.Parse(key, CultureInfo.InvariantCulture) : key);
                    Write(output, member);
                }
                output.Append('}');
                break;
        }
    }

    private static object? Read(string bytes, ref int at)
    {
        var kind = bytes[at];
        at += 2;
        if (kind == 'N') return null;
        var token = Until(bytes, ref at, kind is 's' or 'a' ? ':' : ';');
        switch (kind)
        {
            case 'i': return long.Parse(token, CultureInfo.InvariantCulture);
            case 'b': return token == "1";
            case 'd': return double.Parse(token, CultureInfo.InvariantCulture);
            case 's':
                var length = int.Parse(token, CultureInfo.InvariantCulture);
                var text = bytes.Substring(at + 1, length);
                at += length + 3;
                return Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text));
            case 'a':
                var items = new PhpArray();
                at++;
                for (var i = int.Parse(token, CultureInfo.InvariantCulture); i > 0; i--) items[Loose.Text(Read(bytes, ref at))] = Read(bytes, ref at);
                at++;
                return items;
            default: throw new FormatException();
        }
    }

    private static string Until(string bytes, ref int at, char end)
    {
        var stop = bytes.IndexOf(end, at);
        if (stop < 0) throw new FormatException();
        var token = bytes[at..stop];
        at = stop + 1;
        return token;
    }
}
