using System.Text;

namespace Nodepoint.Tests.Panel;

/// <summary>Damages replies: changes, cuts, doubles and splices bytes, adds noise, and replaces values.</summary>
internal static class ReplyMutation
{
    private const int MostBytes = 256 * 1024;

    private static readonly byte[][] Noise =
    [
        .. new[]
        {
            "<br />\n<b>Warning</b>:  Undefined array key \"x\" in <b>/usr/local/ispconfig/interface/lib/x.inc.php</b> on line <b>3</b><br />\n",
            "Notice: {\"code\" in x.php\n", "<!DOCTYPE html>\n<html><body>", "\uFEFF", "\r\n \t", "Remote API is disabled", "HTTP/1.1 200 OK\r\n\r\n",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private static readonly byte[][] NoText = [[0xFF], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xF0, 0x9F], [0x00], [0xE2, 0x80, 0xA8], [0xFE, 0xFF]];

    private static readonly byte[][] Values =
    [
        .. new[]
        {
            "null", "true", "false", "0", "-0", "-1", "1e999", "-1e-999", "1.5", "99999999999999999999", "9223372036854775807", "-9223372036854775808",
            "79228162514264337593543950336", new string('9', 400), "0.1e+9999999999", "\"\"", "\" \"", "\"-\"", "\"1e5\"", "\"9223372036854775807\"", "\"y\"", "\"Y\"",
            "\"0000-00-00 00:00:00\"", "\"9999-12-31 23:59:59\"", "\"0001-01-01 00:00:00\"", "\"2026-02-30\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"",
            "[]", "{}", "[[]]", "[null]", "[{\"a\":1}]", "{\"\":{}}", "{\"a\":{\"b\":[1,2,3]}}", "\"1.2.3.4\"", "\"::1\"", "\"a,b;c\\nd\"",
            "\"a:2:{s:3:\\\"old\\\";a:0:{}s:3:\\\"new\\\";a:1:{s:1:\\\"a\\\";i:5;}}\"", "\"a:99999999:{\"", "\"O:8:\\\"stdClass\\\":1:{s:1:\\\"a\\\";N;}\"",
            "\"" + new string('x', 1000) + "\"",
        }.Select(Encoding.ASCII.GetBytes),
    ];

    private static readonly byte[] Huge = Encoding.ASCII.GetBytes("\"" + new string('h', 70_000) + "\"");

    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "\"", "\\", "{", "}", "[", "]", ",", ":", "{\"code\":\"ok\",\"message\":\"\",\"response\":", "\"code\":\"remote_fault\",", "\"code\":1,", "\"response\":[],", "\"response\":",
            "\"message\":null,", "}{", "\\u", "\\ud8", "/*", "//", "NaN", "<br />", "`x` INSERT INTO `t` VALUES ('", "There is no ", "_error_unique<br />\r\n",
        }.Select(Encoding.ASCII.GetBytes),
    ];

    private static readonly string[] Nests = ["[", "{\"a\":", "[{\"a\":[", "{\"a\":1,\"b\":"];

    /// <summary>Creates a mutation of a reply.</summary>
    /// <param name="replies">Recorded replies to splice parts from.</param>
    /// <param name="reply">The reply to change.</param>
    /// <param name="random">Determines the changes.</param>
    /// <param name="bytes">Receives the result.</param>
    public static void Make(IReadOnlyList<byte[]> replies, byte[] reply, ref SeededRandom random, List<byte> bytes)
    {
        bytes.Clear();
        bytes.AddRange(reply);
        for (int changes = 1 + random.Below(3); changes > 0; changes--) Change(replies, ref random, bytes);
        if (bytes.Count > MostBytes) bytes.RemoveRange(MostBytes, bytes.Count - MostBytes);
    }

    private static void Change(IReadOnlyList<byte[]> replies, ref SeededRandom random, List<byte> bytes)
    {
        int at = random.Below(bytes.Count + 1), count = 1 + random.Below(40), rest = bytes.Count - at;
        switch (random.Below(36))
        {
            case 0 when rest > 0: bytes[at] = (byte)random.Next(); break;
            case 1 when rest > 0: bytes[at] ^= (byte)(1 << random.Below(8)); break;
            case 2: bytes.RemoveRange(at, Math.Min(count, rest)); break;
            case 3: bytes.InsertRange(at, [.. bytes.Skip(at).Take(count)]); break;
            case 4: bytes.Insert(at, (byte)random.Next()); break;
            case 5: bytes.RemoveRange(at, rest); break;
            case 6:
                byte[] other = replies[random.Below(replies.Count)];
                bytes.RemoveRange(at, rest);
                bytes.AddRange(other.AsSpan(random.Below(other.Length)));
                break;
            case 7: bytes.InsertRange(0, Noise[random.Below(Noise.Length)]); break;
            case 8: bytes.InsertRange(at, NoText[random.Below(NoText.Length)]); break;
            case 9: bytes.InsertRange(at, Pieces[random.Below(Pieces.Length)]); break;
            case 10: bytes.InsertRange(at, Nested(ref random)); break;
            case 11: bytes.AddRange(Noise[random.Below(Noise.Length)]); break;
            case 12: bytes.InsertRange(at, Values[random.Below(Values.Length)]); break;
            default: ReplaceValue(ref random, bytes, at); break;
        }
    }

    private static byte[] Nested(ref SeededRandom random)
    {
        string nest = Nests[random.Below(Nests.Length)];
        int levels = random.Below(20) == 0 ? 5000 : 1 + random.Below(100);
        return Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(nest, levels)));
    }

    // Replaces the value of a member, so that the result is mostly valid JSON and reaches the readers of rows.
    private static void ReplaceValue(ref SeededRandom random, List<byte> bytes, int at)
    {
        int colon = bytes.IndexOf((byte)':', at);
        if (colon < 0) colon = bytes.IndexOf((byte)':');
        if (colon < 0) return;
        int from = colon + 1, to = from;
        if (to < bytes.Count && bytes[to] == '"')
        {
            to++;
            while (to < bytes.Count && bytes[to] != '"') to += bytes[to] == '\\' ? 2 : 1;
            to = Math.Min(to + 1, bytes.Count);
        }
        else
        {
            while (to < bytes.Count && bytes[to] is not ((byte)',' or (byte)'}' or (byte)']')) to++;
        }
        bytes.RemoveRange(from, to - from);
        bytes.InsertRange(from, random.Below(500) == 0 ? Huge : Values[random.Below(Values.Length)]);
    }
}
