using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Nodepoint.PowerShell.Connection;

namespace Nodepoint.PowerShell.Completion;

/// <summary>Completes the names of open panels.</summary>
public sealed class PanelCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => OpenPanels.All.Where(panel => panel.Name.StartsWith(CompletionWord.Unquote(wordToComplete), StringComparison.OrdinalIgnoreCase))
            .Select(panel => CompletionWord.Result(panel.Name, panel.ToString()));
}

/// <summary>Reads the word to complete, and makes completion results.</summary>
internal static class CompletionWord
{
    /// <summary>The word without its quotation marks.</summary>
    public static string Unquote(string? word) => (word ?? "").Trim('\'', '"');

    /// <summary>A completion result, quoted if necessary.</summary>
    public static CompletionResult Result(string text, string tip)
    {
        var plain = text.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or '@');
        var quoted = plain && !text.StartsWith('@') ? text : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
        return new CompletionResult(quoted, text, CompletionResultType.ParameterValue, tip.Length > 0 ? tip : text);
    }
}
