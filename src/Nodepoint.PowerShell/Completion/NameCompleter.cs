using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Nodepoint.PowerShell.Completion;

/// <summary>Names of one kind that a panel lists.</summary>
internal interface INames
{
    /// <summary>Where they come from.</summary>
    static abstract NameSource Source { get; }
}

/// <summary>Completes names that the connected panel lists.</summary>
/// <typeparam name="T">The names.</typeparam>
internal abstract class NameCompleter<T> : IArgumentCompleter where T : INames
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => PanelCompletion.Find(new CompletionWord(wordToComplete), fakeBoundParameters, T.Source);
}

/// <summary>Completes names that the connected panel lists, for a parameter that accepts wildcards.</summary>
/// <typeparam name="T">The names.</typeparam>
internal abstract class NamePatternCompleter<T> : IArgumentCompleter where T : INames
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => PanelCompletion.Find(new CompletionWord(wordToComplete, isPattern: true), fakeBoundParameters, T.Source);
}
