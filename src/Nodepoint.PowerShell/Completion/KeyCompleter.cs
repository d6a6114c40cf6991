using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Nodepoint.IspConfig.Model;
using Nodepoint.PowerShell.Bases;

namespace Nodepoint.PowerShell.Completion;

/// <summary>Completes the keys of records from the connected panel: zones, domains, mailboxes, clients.</summary>
/// <typeparam name="T">The record.</typeparam>
public sealed class KeyCompleter<T> : IArgumentCompleter where T : PanelObject
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = new CompletionWord(wordToComplete);
        return PanelCompletion.Find(word, fakeBoundParameters, KeyNames<T>.Source, KeyNames<T>.StartOf(word.Text));
    }
}

/// <summary>Completes the keys of records for a parameter that accepts wildcards: a key to a pattern that matches only this key, and a pattern to the keys that it matches.</summary>
/// <typeparam name="T">The record.</typeparam>
public sealed class KeyPatternCompleter<T> : IArgumentCompleter where T : PanelObject
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = new CompletionWord(wordToComplete, isPattern: true);
        return PanelCompletion.Find(word, fakeBoundParameters, KeyNames<T>.Source, word.HasWildcards ? new KeyPattern(word.Text).ToFilter() : KeyNames<T>.StartOf(word.Text));
    }
}
