using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Nodepoint.IspConfig.State.Changes;
using Nodepoint.PowerShell.Completion;

namespace Nodepoint.PowerShell.State;

/// <summary>Completes the nouns that a change can be about.</summary>
public sealed class ChangeNounCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => new CompletionWord(wordToComplete).Results(LoggedNoun.Names.Select(static noun => (noun, noun)));
}
