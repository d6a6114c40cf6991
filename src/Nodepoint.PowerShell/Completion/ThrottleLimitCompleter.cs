using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Nodepoint.PowerShell.Completion;

/// <summary>Completes -ThrottleLimit.</summary>
public sealed class ThrottleLimitCompleter : IArgumentCompleter
{
    private static readonly (string Text, string Tip)[] Choices =
    [
        ("Auto", "adapts to how fast the panel responds"),
        ("1", "one request at a time"),
        ("4", "the default of a connection"),
        ("8", "a panel with a few PHP processes"),
        ("16", "a panel with many PHP processes"),
        ("32", "a large panel without other load"),
    ];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => Choices.Where(choice => new CompletionWord(wordToComplete).Fits(choice.Text)).Select(choice => new CompletionResult(choice.Text, choice.Text, CompletionResultType.ParameterValue, choice.Tip));
}
