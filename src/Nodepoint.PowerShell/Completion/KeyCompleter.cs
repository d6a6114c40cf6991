using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;
using Nodepoint.IspConfig;
using Nodepoint.IspConfig.Entities;

namespace Nodepoint.PowerShell;

/// <summary>Completes the keys of records from the connected panel: zones, domains, mailboxes, clients.</summary>
/// <typeparam name="T">The record.</typeparam>
public sealed class KeyCompleter<T> : IArgumentCompleter where T : PanelObject
{
    private const int Most = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = CompletionWord.Bare(wordToComplete);
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            var connection = OpenPanels.Resolve(fakeBoundParameters?["Panel"] switch { PanelConnection open => new PanelReference(open), string name => new PanelReference(name), _ => null });
            return Task.Run(() => FindAsync(connection, word, patience.Token)).GetAwaiter().GetResult();
        }
        catch (Exception problem) when (problem is PanelException or PSInvalidOperationException or OperationCanceledException)
        {
            // A completion that cannot be had is none; the command itself will say why.
            return [];
        }
    }

    private static async Task<List<CompletionResult>> FindAsync(PanelConnection connection, string word, CancellationToken cancel)
    {
        var noun = (PanelNoun<T>)typeof(T).Assembly.GetType(typeof(T).FullName + "Noun")!.GetProperty("Instance", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
        KeyValuePair<string, string>[] filter = word.Length > 0 ? [new(noun.Columns[noun.KeyOrdinal].Name, word + "%")] : [];
        var found = new List<CompletionResult>();
        await foreach (var value in new PanelTable<T>(connection, noun).FindAsync(filter, new Page(0, Most), cancel).ConfigureAwait(false))
            found.Add(CompletionWord.Result(noun.KeyOf(value), noun.Title));
        return found;
    }
}
