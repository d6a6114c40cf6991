using System.Text;

namespace Nodepoint.Sandbox.Php;

/// <summary>Encodes and decodes Punycode (RFC 3492).</summary>
internal static class Punycode
{
    private const int Base = 36, TMin = 1, TMax = 26, Skew = 38, Damp = 700, FirstBias = 72, FirstCode = 128;

    public static string Encode(string label)
    {
        var runes = label.EnumerateRunes().Select(r => r.Value).ToList();
        var output = new StringBuilder();
        foreach (var rune in runes.Where(r => r < FirstCode)) output.Append((char)rune);
        var basic = output.Length;
        if (basic > 0) output.Append('-');
        int code = FirstCode, delta = 0, bias = FirstBias, done = basic;
        while (done < runes.Count)
        {
            var next = runes.Where(r => r >= code).Min();
            delta += (next - code) * (done + 1);
            code = next;
            foreach (var rune in runes)
            {
                if (rune < code) delta++;
                if (rune != code) continue;
                Write(output, delta, bias);
                bias = Adapt(delta, done + 1, done == basic);
                delta = 0;
                done++;
            }
            delta++;
            code++;
        }
        return output.ToString();
    }

    /// <summary>Decodes a text; null when it is not valid Punycode.</summary>
    public static string? Decode(string text)
    {
        var cut = text.LastIndexOf('-');
        var runes = new List<int>(text[..Math.Max(cut, 0)].Select(c => (int)c));
        long code = FirstCode, index = 0;
        var bias = FirstBias;
        for (var at = cut < 0 ? 0 : cut + 1; at < text.Length;)
        {
            long before = index, weight = 1;
            for (var k = Base; ; k += Base)
            {
                if (at >= text.Length || Digit(text[at++]) is not { } digit) return null;
                index += digit * weight;
                var t = Math.Clamp(k - bias, TMin, TMax);
                if (digit < t) break;
                weight *= Base - t;
                if (index > int.MaxValue || weight > int.MaxValue) return null;
            }
            bias = Adapt((int)(index - before), runes.Count + 1, before == 0);
            code += index / (runes.Count + 1);
            index %= runes.Count + 1;
            if (!Rune.IsValid((int)Math.Min(code, int.MaxValue))) return null;
            runes.Insert((int)index++, (int)code);
        }
        return string.Concat(runes.Select(r => new Rune(r).ToString()));
    }

    private static void Write(StringBuilder output, int delta, int bias)
    {
        for (var k = Base; ; k += Base)
        {
            var t = Math.Clamp(k - bias, TMin, TMax);
            if (delta < t) break;
            output.Append(Letter(t + ((delta - t) % (Base - t))));
            delta = (delta - t) / (Base - t);
        }
        output.Append(Letter(delta));
    }

    private static char Letter(int digit) => (char)(digit < 26 ? 'a' + digit : '0' + digit - 26);

    private static int? Digit(char c) =>
        char.IsAsciiLetter(c) ? (c | 32) - 'a' : char.IsAsciiDigit(c) ? c - '0' + 26 : null;

    private static int Adapt(int delta, int count, bool first)
    {
        delta = first ? delta / Damp : delta / 2;
        delta += delta / count;
        var k = 0;
        for (; delta > (Base - TMin) * TMax / 2; k += Base) delta /= Base - TMin;
        return k + ((Base - TMin + 1) * delta / (delta + Skew));
    }
}
