using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Nodepoint.Sandbox.Storage;

/// <summary>A condition word by word, with MariaDB's complaint about the place where it stops making sense.</summary>
internal sealed partial class SqlTokens
{
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "AND", "OR", "XOR", "NOT", "IS", "NULL", "LIKE", "IN", "BETWEEN", "SELECT", "UNION", "FROM", "WHERE", "ORDER", "LIMIT", "GROUP", "TRUE", "FALSE", "BY",
    };

    private readonly string text;
    private int at;

    public SqlTokens(string text)
    {
        this.text = text;
        SkipBlanks();
    }

    public bool IsAtEnd => at >= text.Length;

    public SqlFault SyntaxError()
    {
        var near = text[at..];
        return new SqlFault("You have an error in your SQL syntax; check the manual that corresponds to your MariaDB server version for the right syntax to use near "
            + $"'{(near.Length > 80 ? near[..80] : near)}' at line {(text.AsSpan(0, at).Count('\n') + 1).ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>A sign, or a word that stands alone.</summary>
    public bool Take(string token)
    {
        if (string.Compare(text, at, token, 0, token.Length, StringComparison.OrdinalIgnoreCase) != 0) return false;
        var end = at + token.Length;
        if (char.IsAsciiLetter(token[0]) && end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '$')) return false;
        at = end;
        SkipBlanks();
        return true;
    }

    public string? TakeAny(ReadOnlySpan<string> tokens)
    {
        foreach (var token in tokens)
            if (Take(token)) return token;
        return null;
    }

    public void Expect(string token)
    {
        if (!Take(token)) throw SyntaxError();
    }

    public double? TakeNumber()
    {
        var match = Number().Match(text, at);
        if (!match.Success) return null;
        var value = match.ValueSpan.StartsWith("0x")
            ? ulong.Parse(match.ValueSpan[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            : double.Parse(match.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture);
        Advance(match.Length);
        return value;
    }

    public string? TakeText()
    {
        if (IsAtEnd || text[at] is not ('\'' or '"')) return null;
        var quote = text[at];
        var value = new StringBuilder();
        for (var i = at + 1; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length) value.Append(text[++i]);
            else if (text[i] != quote) value.Append(text[i]);
            else if (i + 1 < text.Length && text[i + 1] == quote) value.Append(text[++i]);
            else
            {
                Advance(i + 1 - at);
                return value.ToString();
            }
        }
        throw SyntaxError();
    }

    public string? TakeName()
    {
        var match = Name().Match(text, at);
        if (!match.Success || Reserved.Contains(match.Value)) return null;
        Advance(match.Length);
        return match.Value.Trim('`');
    }

    private void Advance(int length)
    {
        at += length;
        SkipBlanks();
    }

    private void SkipBlanks()
    {
        var blanks = Blanks().Match(text, at);
        at += blanks.Length;
    }

    [GeneratedRegex(@"\G(?:0x[0-9a-fA-F]{1,16}|[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?)(?![A-Za-z0-9_$\u0080-\uffff])")]
    private static partial Regex Number();

    [GeneratedRegex(@"\G(?:`[^`]+`|[A-Za-z0-9_$\u0080-\uffff]+)")]
    private static partial Regex Name();

    [GeneratedRegex(@"\G(?:\s+|/\*.*?\*/|#.*$|--(?:\s.*)?$)*", RegexOptions.Singleline)]
    private static partial Regex Blanks();
}
