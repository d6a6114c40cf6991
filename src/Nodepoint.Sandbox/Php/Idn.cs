using System.Buffers;
using System.Globalization;
using System.Text;

namespace Nodepoint.Sandbox.Php;

/// <summary>The panel's idn_encode: converts names to Punycode line by line, without the part before an @.</summary>
internal static class Idn
{
    private static readonly SearchValues<char> Numbers = SearchValues.Create("0123456789.");

    public static string Encode(object? value) => string.Join('\n', Loose.TextArgument(value).Split('\n').Select(EncodeLine));

    /// <summary>Converts names back for display, as in the full name of a spam filter user.</summary>
    public static string Decode(string value)
    {
        var at = value.LastIndexOf('@');
        var labels = value[(at + 1)..].Split('.').Select(label =>
            label.StartsWith("xn--", StringComparison.Ordinal) && Punycode.Decode(label[4..]) is { } plain ? plain : label);
        return value[..(at + 1)] + string.Join('.', labels);
    }

    private static string EncodeLine(string line)
    {
        if (line.Length == 0 || !line.AsSpan().ContainsAnyExcept(Numbers)) return line;
        var at = line.LastIndexOf('@');
        var user = line[..(at + 1)];
        var domain = line[(at + 1)..];
        var dot = domain.StartsWith('.') ? "." : "";
        return user + dot + (ToAscii(domain[dot.Length..]) ?? "");
    }

    /// <summary>UTS 46 without the rules for host names; null for an invalid name.</summary>
    private static string? ToAscii(string domain)
    {
        if (domain.Length == 0 || domain.AsSpan().ContainsAny('\ufffe', '\uffff')) return null;
        var labels = Mapped(domain).Split('.');
        for (var i = 0; i < labels.Length; i++)
        {
            var isRoot = i == labels.Length - 1 && i > 0;
            if (labels[i].Length == 0 && isRoot) continue;
            if (Label(labels[i]) is not { } label) return null;
            labels[i] = label;
        }
        var ascii = string.Join('.', labels);
        return ascii.TrimEnd('.').Length > 253 ? null : ascii;
    }

    private static string Mapped(string domain)
    {
        if (Ascii.IsValid(domain)) return PhpText.Lower(domain);
        // Beyond lower case: two characters become more than one letter, and invisible marks are removed.
        var folded = string.Concat(domain.Where(c => !IsDropped(c))).Replace("\u1e9e", "ss", StringComparison.Ordinal).Replace("\u0130", "i\u0307", StringComparison.Ordinal);
        return folded.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Normalize(NormalizationForm.FormKC).Replace('\u3002', '.');
    }

    private static bool IsDropped(char c) => c is '\u00ad' or '\u034f' or '\u180b' or '\u180c' or '\u180d' or '\u180e' or '\u200b' or '\u2060' or '\u2064' or '\ufeff' or (>= '\ufe00' and <= '\ufe0f');

    private static bool IsAllowed(string label) =>
        Rune.GetUnicodeCategory(label.EnumerateRunes().First()) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark)
        && !label.Contains('\ufffd', StringComparison.Ordinal)
        && label.EnumerateRunes().All(r => Rune.GetUnicodeCategory(r) is not (UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate));

    private static string? Label(string label)
    {
        if (label.Length == 0 || label[0] == '-' || label[^1] == '-') return null;
        if (label.StartsWith("xn--", StringComparison.Ordinal))
        {
            if (Punycode.Decode(label[4..]) is not { } plain || Ascii.IsValid(plain) || Mapped(plain) != plain || !IsAllowed(plain)) return null;
        }
        else if (label.Length > 3 && label[2] == '-' && label[3] == '-')
        {
            return null;
        }
        if (!Ascii.IsValid(label) && !IsAllowed(label)) return null;
        var ascii = Ascii.IsValid(label) ? label : "xn--" + Punycode.Encode(label);
        return ascii.Length > 63 ? null : ascii;
    }
}
