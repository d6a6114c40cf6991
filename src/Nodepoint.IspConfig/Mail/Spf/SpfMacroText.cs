using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Nodepoint.IspConfig.Mail.Spf;

/// <summary>A text with macros (RFC 7208 7).</summary>
internal sealed partial class SpfMacroText
{
    private readonly List<Part> _parts;

    private SpfMacroText(string text, List<Part> parts) => (Text, _parts) = (text, parts);

    /// <summary>The text with its macros.</summary>
    public string Text { get; }

    /// <summary>Whether it contains macros, so that it differs from message to message.</summary>
    public bool HasMacros => _parts.Exists(static part => part.Letter != default);

    /// <summary>The macros and what they stand for: "%{i} is the sending address".</summary>
    public IEnumerable<string> Explanations => _parts.Where(static part => part.Letter != default).Select(static part => $"{part.Written} is {Meaning(part)}").Distinct();

    /// <summary>Whether it contains the macro for the validated name of the address, which needs the DNS.</summary>
    public bool NeedsValidatedName => _parts.Exists(part => char.ToLowerInvariant(part.Letter) == 'p');

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="term">The term that it is in, for the error.</param>
    /// <param name="isExplanation">Whether it is the text of an explanation, which may contain spaces and more macros.</param>
    /// <exception cref="SpfException">The text has a syntax error.</exception>
    public static SpfMacroText Parse(string text, string term, bool isExplanation)
    {
        var parts = new List<Part>();
        var literal = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            if (text[at] != '%')
            {
                literal.Append(text[at++]);
                continue;
            }

            if (at + 1 < text.Length && text[at + 1] is '%' or '_' or '-')
            {
                Flush();
                parts.Add(new Part(text[at + 1] switch { '%' => "%", '_' => " ", _ => "%20" }) { IsExpansion = true });
                at += 2;
                continue;
            }

            var match = Macro().Match(text, at);
            if (!match.Success) throw SpfException.OfTerm(term, "which has a % that is not part of a macro such as %{i}. Write %% for a percent sign");
            var letter = match.Groups["letter"].Value[0];
            if (!isExplanation && "CRTcrt".Contains(letter, StringComparison.Ordinal)) throw SpfException.OfTerm(term, $"which has the macro %{{{letter}}}, but that is allowed only in explanations (RFC 7208 7.2)");
            var digits = match.Groups["digits"].Value;
            var count = digits.Length == 0 ? 0 : int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
            if (digits.Length > 0 && count == 0) throw SpfException.OfTerm(term, $"which has the number 0 in the macro {match.Value}. Use a number from 1");
            Flush();
            parts.Add(new Part("") { IsExpansion = true, Written = match.Value, Letter = letter, Count = count, IsReversed = match.Groups["reverse"].Length > 0, Delimiters = match.Groups["delimiters"].Value });
            at += match.Length;
        }

        Flush();
        return new SpfMacroText(text, parts);

        void Flush()
        {
            if (literal.Length > 0) parts.Add(new Part(literal.ToString()));
            literal.Clear();
        }
    }

    /// <summary>Reads the domain of a term.</summary>
    /// <param name="text">The text.</param>
    /// <param name="term">The term that it is in, for the error.</param>
    /// <param name="wrong">What is wrong if it is not a domain, to follow the term.</param>
    /// <exception cref="SpfException">The text has a syntax error, or does not end as a domain does.</exception>
    public static SpfMacroText ParseDomain(string text, string term, string wrong)
    {
        var parsed = Parse(text, term, isExplanation: false);
        return parsed._parts.Count > 0 && (parsed._parts[^1].IsExpansion || DomainEnd().IsMatch(parsed._parts[^1].Text))
            ? parsed
            : throw SpfException.OfTerm(term, wrong);
    }

    /// <summary>Replaces the macros.</summary>
    /// <param name="valueOf">The value of a macro letter in lower case.</param>
    public string Expand(Func<char, string> valueOf)
    {
        var text = new StringBuilder();
        foreach (var part in _parts)
        {
            if (part.Letter == default)
            {
                text.Append(part.Text);
                continue;
            }

            var value = Transform(valueOf(char.ToLowerInvariant(part.Letter)), part);
            text.Append(char.IsUpper(part.Letter) ? Uri.EscapeDataString(value) : value);
        }

        return text.ToString();
    }

    private static string Transform(string value, Part part)
    {
        var words = value.Split(part.Delimiters.Length == 0 ? ['.'] : part.Delimiters.ToCharArray());
        if (part.IsReversed) Array.Reverse(words);
        return string.Join('.', part.Count > 0 && part.Count < words.Length ? words[^part.Count..] : words);
    }

    private static string Meaning(Part part)
    {
        var value = char.ToLowerInvariant(part.Letter) switch
        {
            's' => "the sender's email address",
            'l' => "the part of the sender's address before the @",
            'o' => "the domain of the sender's address",
            'd' => "the domain whose record is evaluated",
            'i' or 'c' => "the address that sends",
            'p' => "the host name of the address that sends",
            'v' => "in-addr or ip6",
            'h' => "the name that the sending host gives",
            'r' => "the name of the receiving host",
            _ => "the current time",
        };
        if (part.IsReversed) value += " with its parts in reverse order";
        return part.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $"{value}, the last {part.Count} parts of it") : value;
    }

    [GeneratedRegex(@"\G%\{(?<letter>[slodiphcrtvSLODIPHCRTV])(?<digits>[0-9]*)(?<reverse>[rR]?)(?<delimiters>[.+,/_=-]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Macro();

    // A dot and a last label that is not a number, with or without a final dot.
    [GeneratedRegex(@"\.([A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*|[A-Za-z0-9]+-[A-Za-z0-9-]*[A-Za-z0-9])\.?\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex DomainEnd();

    private sealed record Part(string Text)
    {
        public string Written { get; init; } = "";

        public bool IsExpansion { get; init; }

        public char Letter { get; init; }

        public int Count { get; init; }

        public bool IsReversed { get; init; }

        public string Delimiters { get; init; } = "";
    }
}
