using System.Runtime.CompilerServices;
using Nodepoint.IspConfig.Panel;

namespace Nodepoint.PowerShell.Completion;

/// <summary>
/// The names that completion has read over a connection. They are fresh for seconds, and until the connection sends a write; after that they are
/// read again, and serve only while the panel does not answer.
/// </summary>
/// <param name="connection">The connection.</param>
internal sealed class NameCache(PanelConnection connection)
{
    private const int Kept = 100;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    // A request that the panel does not answer for so long is given up, so that the next one is sent.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly ConditionalWeakTable<PanelConnection, NameCache> Caches = [];

    private readonly object _gate = new();
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<string, Task> _reading = [];

    /// <summary>The names of a connection.</summary>
    /// <param name="connection">The connection.</param>
    public static NameCache Of(PanelConnection connection) => Caches.GetValue(connection, static one => new NameCache(one));

    /// <summary>Reads names unless fresh ones are there. Of each kind one request is in flight at most, so that a panel that hangs is not asked again at each Tab.</summary>
    /// <param name="source">Where they come from.</param>
    /// <param name="start">What they begin with.</param>
    /// <returns>The request in flight, which may be that for another text; null if none is needed. It never fails.</returns>
    public Task? Refresh(NameSource source, string start)
    {
        lock (_gate)
        {
            if (_reading.TryGetValue(source.Kind, out var reading)) return reading;
            if (_entries.Exists(entry => entry.Kind == source.Kind && (entry.List?.Covers(start) ?? true) && IsFresh(entry))) return null;
            var (since, writes) = (connection.Time.GetTimestamp(), connection.WriteCount);
            return _reading[source.Kind] = Task.Run(async () =>
            {
                NameList? list = null;
                try
                {
                    using var limit = new CancellationTokenSource(Patience, connection.Time);
                    list = await source.ReadAsync(connection, start, limit.Token).ConfigureAwait(false);
                }
                finally { Keep(new Entry(source.Kind, list, since, writes)); }
            }).ContinueWith(static done => _ = done.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>The newest names that begin with a text, as far as any were read.</summary>
    /// <param name="source">Where they come from.</param>
    /// <param name="start">What they begin with.</param>
    public IReadOnlyList<PanelName> Find(NameSource source, string start)
    {
        lock (_gate)
        {
            return (_entries.FindLast(entry => entry.Kind == source.Kind && entry.List?.Covers(start) == true)
                ?? _entries.FindLast(entry => entry.Kind == source.Kind && entry.List is not null))?.List?.Names ?? [];
        }
    }

    private bool IsFresh(Entry entry) => entry.Writes == connection.WriteCount && connection.Time.GetElapsedTime(entry.Since) < Fresh;

    // A failure counts as an answer too, for as long: the panel is not asked again at once.
    private void Keep(Entry entry)
    {
        lock (_gate)
        {
            _reading.Remove(entry.Kind);
            _entries.RemoveAll(old => old.Kind == entry.Kind && (old.List is null || old.List.Start == entry.List?.Start));
            if (_entries.Count == Kept) _entries.RemoveAt(0);
            _entries.Add(entry);
        }
    }

    /// <summary>What was read.</summary>
    /// <param name="Kind">The kind of the names.</param>
    /// <param name="List">The names; null if they could not be read.</param>
    /// <param name="Since">When the request was sent, as the clock's timestamp.</param>
    /// <param name="Writes">How many writes the connection had sent by then.</param>
    private sealed record Entry(string Kind, NameList? List, long Since, long Writes);
}
