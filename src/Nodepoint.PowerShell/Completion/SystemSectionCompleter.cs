using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.PowerShell.Completion;

/// <summary>Completes the sections of the panel's own settings.</summary>
public sealed class SystemSectionCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => PanelSettings.SystemSections.Where(section => section.StartsWith(CompletionWord.Unquote(wordToComplete), StringComparison.OrdinalIgnoreCase))
            .Select(section => CompletionWord.Result(section, $"section {section}"));
}
