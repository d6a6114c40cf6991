using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Nodepoint.PowerShell.Completion;

/// <summary>Completes words that do not depend on the panel.</summary>
/// <param name="words">The words, each with what it is.</param>
public abstract class WordCompleter(IEnumerable<(string Text, string Tip)> words) : IArgumentCompleter
{
    /// <summary>Completes words that explain themselves.</summary>
    /// <param name="words">The words.</param>
    protected WordCompleter(params string[] words) : this(words.Select(static word => (word, word)))
    {
    }

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => new CompletionWord(wordToComplete).Results(words);
}
