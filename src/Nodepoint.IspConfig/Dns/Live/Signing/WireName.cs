using System.Globalization;

namespace Nodepoint.IspConfig.Dns.Live.Signing;

/// <summary>Writes a name as on the wire (RFC 1035 3.1).</summary>
internal static class WireName
{
    /// <summary>The bytes of a name.</summary>
    /// <param name="name">The absolute name in lower case, with a trailing dot, escaped as in a master file.</param>
    public static byte[] Of(string name)
    {
        var (bytes, label) = (new List<byte>(name.Length + 1), new List<byte>(63));
        for (var at = 0; at < name.Length; at++)
        {
            if (name[at] == '.')
            {
                if (label.Count == 0) continue;
                bytes.Add((byte)label.Count);
                bytes.AddRange(label);
                label.Clear();
            }
            else if (name[at] != '\\') label.Add((byte)name[at]);
            else if (at + 3 < name.Length && byte.TryParse(name.AsSpan(at + 1, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            {
                label.Add(value);
                at += 3;
            }
            else if (at + 1 < name.Length) label.Add((byte)name[++at]);
        }

        bytes.Add(0);
        return [.. bytes];
    }
}
