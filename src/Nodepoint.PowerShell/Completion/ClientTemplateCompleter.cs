using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Nodepoint.IspConfig.Clients;

namespace Nodepoint.PowerShell.Completion;

/// <summary>Completes the names of the connected panel's client templates.</summary>
public sealed class ClientTemplateCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => PanelCompletion.Find(fakeBoundParameters, async (connection, cancel) =>
        {
            var word = CompletionWord.Unquote(wordToComplete);
            var templates = await new ClientTemplates(connection).ListAsync(cancel).ConfigureAwait(false);
            return [.. templates.Where(template => template.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Select(template => CompletionWord.Result(template.Name, $"template {template.Id}"))];
        });
}
