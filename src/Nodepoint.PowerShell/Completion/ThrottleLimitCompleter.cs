using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Nodepoint.PowerShell.Completion;

/// <summary>Completes how many requests are under way at once.</summary>
public sealed class ThrottleLimitCompleter : IArgumentCompleter
{
    private static readonly (string Text, string Tip)[] Choices =
    [
        ("Auto", "watches how fast the panel answers and finds the best"),
        ("1", "one after the other"),
        ("4", "what a connection is opened with unless told otherwise"),
        ("8", "a panel with a few PHP processes"),
        ("16", "a panel with many PHP processes"),
        ("32", "a large panel that has nothing else to do"),
    ];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => Choices.Where(choice => choice.Text.StartsWith(CompletionWord.Bare(wordToComplete), StringComparison.OrdinalIgnoreCase)).Select(choice => CompletionWord.Result(choice.Text, choice.Tip));
}
