using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Nodepoint.PowerShell.Sandbox;

namespace Nodepoint.PowerShell.Completion;

/// <summary>Completes the names of the sandboxes that this PowerShell process has started.</summary>
public sealed class SandboxCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => new CompletionWord(wordToComplete, isPattern: true).Results(Sandboxes.All.Select(static sandbox => (sandbox.Name, sandbox.Uri.ToString())));
}
