using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using Nodepoint.IspConfig.Panel;
using Nodepoint.PowerShell.Connection;

namespace Nodepoint.PowerShell.Completion;

/// <summary>Completes names of what panels have. It waits for a panel for less than half a second; a response that comes later is there for the next Tab.</summary>
internal static class PanelCompletion
{
    // The rest of half a second is PowerShell's own.
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(400);

    /// <summary>The completions of a word; none if the panel cannot be asked, because the command itself reports that.</summary>
    /// <param name="word">The word.</param>
    /// <param name="bound">The other parameters on the line.</param>
    /// <param name="source">Where the names come from.</param>
    /// <param name="start">What the panel is asked for; null for the word itself.</param>
    public static IReadOnlyList<CompletionResult> Find(CompletionWord word, IDictionary? bound, NameSource source, string? start = null)
    {
        var asked = source.ReadsAll ? "" : start ?? word.Text;
        var caches = Connections(bound).Select(NameCache.Of).ToArray();
        var since = Stopwatch.GetTimestamp();
        // If a request for another text is in flight, this one is sent after it.
        for (var round = 0; round < 2; round++)
        {
            var reading = caches.Select(cache => cache.Refresh(source, asked)).OfType<Task>().ToArray();
            if (Limit - Stopwatch.GetElapsedTime(since) is not { Ticks: > 0 } left || !Task.WaitAll(reading, left)) break;
        }

        return [.. Results(word, caches.SelectMany(cache => cache.Find(source, asked)), hasIds: caches.Length == 1 && !word.IsPattern)];
    }

    // Things with one name on a panel are told apart by their IDs, where the parameter accepts one.
    private static IEnumerable<CompletionResult> Results(CompletionWord word, IEnumerable<PanelName> names, bool hasIds)
    {
        var fitting = names.Where(name => name.Text.Length > 0 && (word.Fits(name.Text) || name.Others.Any(word.Fits)));
        foreach (var same in fitting.GroupBy(static name => name.Text, StringComparer.Ordinal).OrderBy(static one => one.First().Label, StringComparer.OrdinalIgnoreCase))
        {
            var different = hasIds ? same.DistinctBy(static name => name.Id).ToArray() : [];
            if (different.Length > 1) foreach (var one in different) yield return new CompletionResult(one.Id.ToString(CultureInfo.InvariantCulture), one.Tip, CompletionResultType.ParameterValue, one.Tip);
            else yield return same.First() is { IsNumber: true } id ? new CompletionResult(id.Text, id.Label, CompletionResultType.ParameterValue, id.Tip) : word.Result(same.Key, same.First().Tip, same.First().Label);
        }
    }

    // The panels that the line names, or else the default panel.
    private static IEnumerable<PanelConnection> Connections(IDictionary? bound)
    {
        try
        {
            var named = (bound?["Panel"] ?? bound?["From"]) is { } panel ? PanelSelection.Find([.. References(panel)]).Select(static one => one.Connection).OfType<PanelConnection>() : [OpenPanels.Resolve(null)];
            return [.. named.Where(static one => one.IsOpen)];
        }
        catch (PSInvalidOperationException) { return []; }
    }

    private static IEnumerable<PanelReference> References(object panel) => (panel is PSObject wrapped ? wrapped.BaseObject : panel) switch
    {
        ConnectedPanel open => [new PanelReference(open)],
        PanelConnection open => [new PanelReference(open)],
        string name => [new PanelReference(name)],
        IEnumerable several => several.Cast<object>().SelectMany(References),
        _ => [],
    };
}
