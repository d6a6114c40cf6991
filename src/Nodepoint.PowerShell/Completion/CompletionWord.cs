using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text;

namespace Nodepoint.PowerShell.Completion;

/// <summary>The word that is to be completed, as it stands on the line: bare, or in quotation marks that may still be open.</summary>
internal sealed class CompletionWord
{
    // PowerShell reads typographic quotation marks as plain ones.
    private const string Single = "'\u2018\u2019\u201a\u201b";
    private const string Double = "\"\u201c\u201d\u201e";

    private readonly bool _isDouble;
    private readonly bool _isSingle;

    /// <summary>Reads the word.</summary>
    /// <param name="typed">The word as it stands on the line.</param>
    /// <param name="isPattern">Whether the parameter reads it as a wildcard pattern.</param>
    public CompletionWord(string? typed, bool isPattern = false)
    {
        var word = typed ?? "";
        IsPattern = isPattern;
        _isSingle = word.Length > 0 && Single.Contains(word[0], StringComparison.Ordinal);
        _isDouble = word.Length > 0 && Double.Contains(word[0], StringComparison.Ordinal);
        var text = _isSingle ? Content(word, Single, hasEscapes: false) : _isDouble ? Content(word, Double, hasEscapes: true) : word;
        HasWildcards = isPattern && WildcardPattern.ContainsWildcardCharacters(text);
        // A backtick before a wildcard makes it a character.
        Text = isPattern && !HasWildcards ? WildcardPattern.Unescape(text) : text;
    }

    /// <summary>What the word says, without quotation marks and escapes.</summary>
    public string Text { get; }

    /// <summary>Whether the word is a pattern, which completes to what it matches.</summary>
    public bool HasWildcards { get; }

    /// <summary>Whether the parameter reads the word as a wildcard pattern.</summary>
    public bool IsPattern { get; }

    /// <summary>Whether a text completes the word.</summary>
    /// <param name="text">The text.</param>
    public bool Fits(string text)
        => HasWildcards ? WildcardPattern.Get(Text + "*", WildcardOptions.IgnoreCase).IsMatch(text) : text.StartsWith(Text, StringComparison.OrdinalIgnoreCase);

    /// <summary>The result for a text, written so that the parameter gets exactly this text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tip">What it is.</param>
    /// <param name="label">What the list shows; null for the text.</param>
    public CompletionResult Result(string text, string tip, string? label = null)
    {
        var value = IsPattern ? WildcardPattern.Escape(text) : text;
        var written = _isDouble ? $"\"{EscapeDouble(value)}\"" : _isSingle || !IsBareWord(value) ? $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'" : value;
        return new CompletionResult(written, label ?? text, CompletionResultType.ParameterValue, tip.Length > 0 ? tip : text);
    }

    /// <summary>The results for those of some words that complete this one.</summary>
    /// <param name="words">The words, each with what it is.</param>
    public IEnumerable<CompletionResult> Results(IEnumerable<(string Text, string Tip)> words)
        => words.Where(one => Fits(one.Text)).Select(one => Result(one.Text, one.Tip));

    // The text of a string that need not have ended: a doubled quotation mark is one.
    private static string Content(string word, string marks, bool hasEscapes)
    {
        var content = new StringBuilder();
        for (var at = 1; at < word.Length; at++)
        {
            if (hasEscapes && word[at] == '`' && at + 1 < word.Length) at++;
            else if (marks.Contains(word[at], StringComparison.Ordinal) && (++at == word.Length || !marks.Contains(word[at], StringComparison.Ordinal))) break;
            content.Append(word[at]);
        }

        return content.ToString();
    }

    private static string EscapeDouble(string text)
    {
        var escaped = new StringBuilder();
        foreach (var one in text)
        {
            if (one is '`' or '$' || Double.Contains(one, StringComparison.Ordinal)) escaped.Append('`');
            escaped.Append(one);
        }

        return escaped.ToString();
    }

    // Numbers, variables, operators, and much else mean something without quotation marks; PowerShell itself knows what.
    private static bool IsBareWord(string text)
        => Parser.ParseInput("x " + text, out _, out var errors) is { EndBlock.Statements: [PipelineAst { PipelineElements: [CommandAst { CommandElements: [_, StringConstantExpressionAst { StringConstantType: StringConstantType.BareWord } word] }] }] }
            && errors.Length == 0 && word.Value == text && word.Extent.EndOffset == text.Length + 2;
}
