using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.PowerShell.Completion;

/// <summary>Completes the names of the connected panel's servers.</summary>
public sealed class ServerCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => PanelCompletion.Find(fakeBoundParameters, async (connection, cancel) =>
        {
            var word = CompletionWord.Unquote(wordToComplete);
            var servers = await new ServerDirectory(connection).ListAsync(cancel).ConfigureAwait(false);
            return [.. servers.Where(server => server.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Select(server => CompletionWord.Result(server.Name, $"server {server.Id}"))];
        });
}
