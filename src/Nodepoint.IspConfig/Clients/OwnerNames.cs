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
                yield return Name(first.Record, await first.Name.ConfigureAwait(false));
            }
        }

        while (waiting.TryDequeue(out var rest)) yield return Name(rest.Record, await rest.Name.ConfigureAwait(false));
    }

    /// <summary>Adds the owner to a record that was written. A failure of the read must not look like one of the write, so the record then stays without its owner.</summary>
    public static async Task TryAddAsync(PanelObject record, PanelLookup lookup, CancellationToken cancel)
    {
        if (!record.HasOwner) return;
        try { Name(record, await lookup.ClientNameAsync(record.OwnerGroupId, cancel).ConfigureAwait(false)); }
        catch (Exception problem) when (problem is PanelException or OperationCanceledException) { }
    }

    private static T Name<T>(T record, string? name) where T : PanelObject
    {
        if (name is not null) record.OwnerName = new OwnerName(name);
        return record;
    }
}
