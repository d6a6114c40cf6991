using System.Runtime.CompilerServices;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Clients;

/// <summary>Adds to records the user name of the client that owns them, which is read once for each client of a command.</summary>
internal static class OwnerNames
{
    /// <summary>Adds the owners to records while they are read.</summary>
    /// <param name="records">The records.</param>
    /// <param name="lookup">The lookup of the command.</param>
    /// <param name="most">How many owners are read at the same time.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The records, in the same order.</returns>
    public static async IAsyncEnumerable<T> AddAsync<T>(IAsyncEnumerable<T> records, PanelLookup lookup, int most, [EnumeratorCancellation] CancellationToken cancel) where T : PanelObject
    {
        var waiting = new Queue<(T Record, Task<string?> Name)>();
        await foreach (var record in records.WithCancellation(cancel).ConfigureAwait(false))
        {
            if (!record.HasOwner)
            {
                yield return record;
                continue;
            }

            waiting.Enqueue((record, lookup.ClientNameAsync(record.OwnerGroupId, cancel)));
            while (waiting.TryPeek(out var first) && (first.Name.IsCompleted || waiting.Count >= most))
            {
                waiting.Dequeue();
                yield return With(first.Record, await first.Name.ConfigureAwait(false));
            }
        }

        while (waiting.TryDequeue(out var rest)) yield return With(rest.Record, await rest.Name.ConfigureAwait(false));
    }

    /// <summary>Adds the owner to a record that was read.</summary>
    public static async Task<T> AddAsync<T>(T record, PanelLookup lookup, CancellationToken cancel) where T : PanelObject
        => record.HasOwner ? With(record, await lookup.ClientNameAsync(record.OwnerGroupId, cancel).ConfigureAwait(false)) : record;

    /// <summary>Adds the owner to a record that was written. A failure of the read must not look like one of the write, so the record is then returned without its owner.</summary>
    public static async Task<T> TryAddAsync<T>(T record, PanelLookup lookup, CancellationToken cancel) where T : PanelObject
    {
        try { return await AddAsync(record, lookup, cancel).ConfigureAwait(false); }
        catch (Exception problem) when (problem is PanelException or OperationCanceledException) { return record; }
    }

    private static T With<T>(T record, string? name) where T : PanelObject => name is null ? record : record with { OwnerName = new OwnerName(name) };
}
