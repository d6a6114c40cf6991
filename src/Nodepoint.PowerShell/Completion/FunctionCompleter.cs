using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Nodepoint.IspConfig.Panel;

namespace Nodepoint.PowerShell.Completion;

/// <summary>Completes the names of the panel's functions.</summary>
public sealed class FunctionCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => new CompletionWord(wordToComplete).Results(PanelFunctions.All.Select(static function => (function.Name, string.Join(", ", function.Parameters.Select(static one => one.Name)))));
}
