using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.PowerShell.Connection;

namespace Nodepoint.PowerShell.Completion;

/// <summary>Completes the names of saved panels.</summary>
public sealed class SavedPanelCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try { return [.. new CompletionWord(wordToComplete).Results(SavedPanels.All.Select(static panel => (panel.Name, panel.Uri.ToString())))]; }
        catch (Exception problem) when (problem is RuleException or IOException or UnauthorizedAccessException) { return []; }
    }
}
