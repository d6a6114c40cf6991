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
        => new CompletionWord(wordToComplete).Results(OpenPanels.All.Select(static panel => (panel.Name, panel.ToString())));
}

/// <summary>Completes the names of open panels for a parameter that accepts wildcards.</summary>
public sealed class PanelPatternCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => new CompletionWord(wordToComplete, isPattern: true).Results(OpenPanels.All.Select(static panel => (panel.Name, panel.ToString())));
}
