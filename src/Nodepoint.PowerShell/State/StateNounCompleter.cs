using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Nodepoint.IspConfig.State;

namespace Nodepoint.PowerShell.State;

/// <summary>Completes the nouns of a state.</summary>
public sealed class StateNounCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => StateNouns.All.Where(noun => noun.Name.StartsWith(wordToComplete, StringComparison.OrdinalIgnoreCase)).OrderBy(noun => noun.Name, StringComparer.Ordinal)
            .Select(noun => new CompletionResult(noun.Name, noun.Name, CompletionResultType.ParameterValue, noun.Title));
}
