using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Nodepoint.PowerShell.Connection;

namespace Nodepoint.PowerShell.Completion;

/// <summary>Completes the names of the module's cmdlets.</summary>
public sealed class CommandCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => new CompletionWord(wordToComplete).Results(CommandFunctions.Commands.Select(static name => (name, name)));
}
