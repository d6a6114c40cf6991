using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;

namespace Nodepoint.PowerShell.Completion;

/// <summary>Completes the keys of records from the connected panel: zones, domains, mailboxes, clients.</summary>
/// <typeparam name="T">The record.</typeparam>
public sealed class KeyCompleter<T> : IArgumentCompleter where T : PanelObject
{
    private const int Most = 50;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => PanelCompletion.Find(fakeBoundParameters, (connection, cancel) => FindAsync(connection, CompletionWord.Unquote(wordToComplete), cancel));

    private static async Task<List<CompletionResult>> FindAsync(PanelConnection connection, string word, CancellationToken cancel)
    {
        var noun = PanelNouns.All.OfType<PanelNoun<T>>().Single();
        KeyValuePair<string, string>[] filter = word.Length > 0 ? [new(noun.Columns[noun.KeyOrdinal].Name, noun.KeyInColumn(word) + "%")] : [];
        var found = new List<CompletionResult>();
        await foreach (var value in new PanelTable<T>(connection, noun).FindAsync(filter, new Page(0, Most), cancel).ConfigureAwait(false))
            found.Add(CompletionWord.Result(noun.KeyOf(value), noun.Title));
        return found;
    }
}
