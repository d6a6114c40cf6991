using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Nodepoint.IspConfig.Panel.Faults;

/// <summary>
/// Explains the panel's refusals. The panel answers with untranslated keys of its forms and with English sentences; the file
/// FaultTexts.txt beside this class explains them.
/// </summary>
internal static partial class FaultTexts
{
    private const string Resource = "Nodepoint.IspConfig.Panel.Faults.FaultTexts.txt";

    private static readonly Lazy<Entries> Known = new(Load);

    private static readonly ValidationProblem DatabaseError = new("database_error", "", "The panel's database refused the request.");

    /// <summary>All keys that have a text; those of one form begin with its name and a colon.</summary>
    public static IReadOnlyCollection<string> Keys => Known.Value.ByKey.Keys;

    /// <summary>Splits a message of the panel into its keys and sentences, which are separated by <c>&lt;br /&gt;</c>, <c>&lt;br&gt;</c> and line breaks.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The distinct parts in order; empty for an empty message.</returns>
    public static IReadOnlyList<string> Split(string? message) => string.IsNullOrWhiteSpace(message)
        ? []
        : [.. Break().Split(message).Select(part => part.Trim()).Where(part => part.Length > 0).Distinct(StringComparer.Ordinal)];

    /// <summary>Looks up the explanation of one part of a message.</summary>
    /// <param name="key">The key or sentence.</param>
    /// <param name="form">The form it came from, such as <c>mail/mail_user</c>; null if unknown.</param>
    /// <param name="problem">The explanation, or null.</param>
    /// <returns>Whether an explanation exists.</returns>
    public static bool TryExplain(string? key, string? form, [NotNullWhen(true)] out ValidationProblem? problem)
    {
        var part = key?.Trim() ?? "";
        problem = form is null ? null : Find($"{form}:", part);
        problem ??= Find("", part);
        return problem is not null;
    }

    /// <summary>Looks up the explanation of one part of a message, regardless of its form.</summary>
    /// <param name="key">The key or sentence.</param>
    /// <param name="problem">The explanation, or null.</param>
    /// <returns>Whether an explanation exists.</returns>
    public static bool TryExplain(string? key, [NotNullWhen(true)] out ValidationProblem? problem) => TryExplain(key, null, out problem);

    /// <summary>Explains one part of a message; a key without a text is made readable.</summary>
    /// <param name="key">The key or sentence.</param>
    /// <param name="form">The form it came from, such as <c>mail/mail_user</c>; null if unknown.</param>
    public static ValidationProblem Explain(string key, string? form = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        return TryExplain(key, form, out var problem) ? problem : ToReadable(key.Trim());
    }

    /// <summary>Explains a whole message, part by part.</summary>
    /// <param name="message">The panel's message.</param>
    /// <param name="form">The form it came from, such as <c>mail/mail_user</c>; null if unknown.</param>
    /// <remarks>An error of the panel's database contains the whole statement, including password hashes and keys, so none of it is repeated.</remarks>
    public static IReadOnlyList<ValidationProblem> ExplainAll(string? message, string? form = null) => Statement().IsMatch(message ?? "")
        ? [DatabaseError]
        : [.. Split(message).Select(part => Explain(part, form))];

    private static ValidationProblem? Find(string prefix, string part)
    {
        if (Known.Value.ByKey.TryGetValue(prefix + part, out var entry))
            return new ValidationProblem(part, entry.Column, entry.Text);

        foreach (var (pattern, sentence) in Known.Value.Patterns)
        {
            if (!pattern.TryMatch(prefix + part, out var found))
                continue;
            var text = sentence.Text;
            for (var index = 0; index < found.Length; index++)
                text = text.Replace($"{{{index}}}", found[index], StringComparison.Ordinal);
            return new ValidationProblem(part, sentence.Column, text);
        }

        return null;
    }

    // In a key such as origin_error_regex, the part before "error" is usually the column, the part after it the kind of check.
    private static ValidationProblem ToReadable(string key)
    {
        if (Statement().IsMatch(key))
            return DatabaseError;
        if (!Identifier().IsMatch(key))
            return new ValidationProblem(key, "", key.EndsWith('.') || key.Length == 0 ? key : key + ".");

        var words = key.EndsWith("_txt", StringComparison.Ordinal) ? key[..^4] : key;
        var match = Key().Match(words);
        if (!match.Success)
            return new ValidationProblem(key, "", $"The panel refused the request: {words.Replace('_', ' ')}.");
        var column = match.Groups["column"].Value;
        var what = column.Replace('_', ' ');
        var text = match.Groups["kind"].Value switch
        {
            "empty" or "notempty" or "isempty" => $"The value of '{what}' is missing. Specify a value.",
            "unique" => $"The value of '{what}' is already in use. Use another one.",
            "notint" or "isint" => $"The value of '{what}' is not a whole number. Specify a whole number.",
            "range" => $"The value of '{what}' is too small or too large.",
            _ => $"The panel does not accept the value of '{what}'.",
        };
        return new ValidationProblem(key, column, text);
    }

    private static Entries Load()
    {
        using var stream = typeof(FaultTexts).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {Resource}.");
        using var reader = new StreamReader(stream);
        var entries = new Entries([], []);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            var fields = line.Split('\t');
            var entry = new Entry(fields[1] == "-" ? "" : fields[1], fields[2]);
            entries.ByKey.Add(fields[0], entry);
            if (fields[0].Contains('*', StringComparison.Ordinal))
                entries.Patterns.Add((new SentencePattern(fields[0]), entry));
        }

        return entries;
    }

    [GeneratedRegex(@"<br\s*/?>\s*|[\r\n]+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Break();

    [GeneratedRegex(@"\b(INSERT|REPLACE)\s+INTO\b|\bUPDATE\s.+\sSET\b|\bDELETE\s+FROM\b|\bSELECT\s.+\sFROM\b|\bSQL syntax\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Statement();

    [GeneratedRegex(@"^[A-Za-z0-9]+(_[A-Za-z0-9]+)+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();

    [GeneratedRegex(@"^(?:(?<column>\w+?)_error_(?<kind>\w+)|(?<column>\w+?)_(?<kind>range)_error|(?<column>\w+?)_error|error_(?<column>\w+?)_(?<kind>[a-z]+))\z", RegexOptions.CultureInvariant)]
    private static partial Regex Key();

    private sealed record Entry(string Column, string Text);

    private sealed record Entries(Dictionary<string, Entry> ByKey, List<(SentencePattern Pattern, Entry Sentence)> Patterns);
}
