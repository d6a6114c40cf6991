using System.Globalization;
using System.Text.RegularExpressions;

namespace Nodepoint.IspConfig.Model.Forms;

/// <summary>One check of a column in a form of the panel.</summary>
/// <param name="Column">The column.</param>
/// <param name="Filters">What the panel does to a value before it is checked.</param>
/// <param name="Kind">The kind of check: REGEX, UNIQUE, NOTEMPTY ...</param>
/// <param name="Argument">The pattern, the range, or the function of the check.</param>
/// <param name="AllowsEmpty">Whether an empty value passes.</param>
/// <param name="Separator">What separates the values of a list; empty for a single value.</param>
/// <param name="ErrorKey">The panel's error.</param>
internal sealed partial record FormRule(string Column, string[] Filters, string Kind, string Argument, bool AllowsEmpty, string Separator, string ErrorKey)
{
    private readonly Regex? _pattern = Kind == "REGEX" ? PanelPattern.Translate(Argument) : null;

    /// <summary>The value as the panel checks it.</summary>
    public string Filtered(string value)
    {
        foreach (var filter in Filters)
            value = filter switch
            {
                "TOLOWER" => value.ToLowerInvariant(),
                "TOUPPER" => value.ToUpperInvariant(),
                "TRIM" => value.Trim(),
                "NOWHITESPACE" => string.Concat(value.Where(letter => !char.IsWhiteSpace(letter))),
                "IDNTOASCII" => string.Join('\n', value.Split('\n').Select(Encoded)),
                "STRIPNL" => value.Replace("\n", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal),
                _ => value,
            };
        return value;
    }

    /// <summary>Whether a value passes; true for checks that need more than the value.</summary>
    /// <param name="value">The value, filtered.</param>
    public bool Passes(string value) => (AllowsEmpty && value.Length == 0) || Kind switch
    {
        "REGEX" => PanelPattern.IsMatch(_pattern!, Argument, value),
        "NOTEMPTY" => value.Length > 0,
        "ISINT" => value.Length == 0 || long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "ISEMAIL" => IsEmail(value) && !value.Contains('+', StringComparison.Ordinal),
        "ISEMAILADDRESS" => IsEmail(value),
        "RANGE" => IsInRange(value),
        _ => true,
    };

    // As the panel's idn_encode: what is not a name at all becomes empty.
    private static string Encoded(string line)
    {
        if (line.All(letter => char.IsAsciiDigit(letter) || letter == '.')) return line;
        var start = line.LastIndexOf('@') + 1;
        if (start < line.Length && line[start] == '.') start++;
        var labels = line[start..].Split('.');
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i].Length == 0 && i > 0 && i == labels.Length - 1) continue;
            if (!System.Text.Ascii.IsValid(labels[i]))
            {
                try { labels[i] = new IdnMapping().GetAscii(labels[i]); }
                catch (ArgumentException) { return line[..start]; }
            }

            if (labels[i].Length is 0 or > 63 || labels[i][0] == '-' || labels[i][^1] == '-') return line[..start];
        }

        return line[..start] + string.Join('.', labels);
    }

    // As PHP's FILTER_VALIDATE_EMAIL, but for quoted local parts and addresses in brackets, which pass.
    private static bool IsEmail(string value)
    {
        var at = value.LastIndexOf('@');
        return at is > 0 and <= 64 && value.Length <= 254 && (value[0] == '"' || LocalPart().IsMatch(value[..at])) && (value[(at + 1)..].StartsWith('[') || MailHost().IsMatch(value[(at + 1)..]));
    }

    [GeneratedRegex(@"\A[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]+(?:\.[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]+)*\z")]
    private static partial Regex LocalPart();

    [GeneratedRegex(@"\A(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]\z")]
    private static partial Regex MailHost();

    private bool IsInRange(string value)
    {
        if (!decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)) return true;
        var ends = Argument.Trim().Split(':');
        return (!decimal.TryParse(ends[0], CultureInfo.InvariantCulture, out var least) || number >= least) && (ends.Length < 2 || !decimal.TryParse(ends[1], CultureInfo.InvariantCulture, out var most) || number <= most);
    }
}
