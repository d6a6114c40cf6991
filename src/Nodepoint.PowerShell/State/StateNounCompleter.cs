using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Nodepoint.IspConfig.State;
using Nodepoint.PowerShell.Completion;

namespace Nodepoint.PowerShell.State;

/// <summary>Completes the nouns of a state.</summary>
public sealed class StateNounCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => new CompletionWord(wordToComplete).Results(StateNouns.All.OrderBy(static noun => noun.Name, StringComparer.Ordinal).Select(static noun => (noun.Name, noun.Title)));
}
