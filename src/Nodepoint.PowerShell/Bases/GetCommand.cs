using System.Globalization;
using System.Management.Automation;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Errors;

namespace Nodepoint.PowerShell.Bases;

/// <summary>The base of the Get cmdlets: gets records by key with wildcards, by ID, or by what they belong to.</summary>
/// <typeparam name="T">The record.</typeparam>
[Throttled]
public abstract partial class GetCommand<T> : PanelCommand where T : PanelObject, new()
{
    private long _skip;
    private ulong _remaining = ulong.MaxValue;

    /// <summary>The noun.</summary>
    protected abstract PanelNoun<T> Noun { get; }

    /// <summary>The keys to get; null for all.</summary>
    protected abstract string[]? Keys { get; }

    /// <summary>The IDs to get; null if none are specified.</summary>
    protected abstract long[]? Ids { get; }

    /// <summary>The client that owns the records; null for any.</summary>
    protected abstract Reference<Client>? Owner { get; }

    /// <summary>The record that the records belong to.</summary>
    /// <param name="cancel">Cancels the lookup.</param>
    /// <returns>The record; null for any.</returns>
    protected virtual ValueTask<PanelObject?> ParentAsync(CancellationToken cancel) => new((PanelObject?)null);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _skip = (long)Math.Min(PagingParameters.Skip, long.MaxValue);
        _remaining = PagingParameters.First;
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Ids is { } ids)
        {
            foreach (var id in ids) GetById(id);
            return;
        }

        if (Keys is not { Length: > 0 } keys) Find(null);
        else foreach (var key in keys)
        {
            if (long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) GetById(id);
            else Find(key);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (PagingParameters.IncludeTotalCount) WriteObject(PagingParameters.NewTotalCount(0, 0.0));
    }

    private void GetById(long id)
    {
        if (!TryRun(id, async cancel => await Lookup.Table(Noun).GetAsync(id, cancel).ConfigureAwait(false)
            ?? throw PanelException.NotFound(Noun.Functions + "_get", $"{Noun.Title} with ID {id.ToString(CultureInfo.InvariantCulture)}"), out var found)) return;
        WriteRecord(found);
    }

    private void Find(string? key)
    {
        var pattern = key is null ? null : new KeyPattern(Noun.NormalizeKey(key));
        if (!TryRun(key, cancel => FilterAsync(pattern, cancel), out var filter)) return;

        // The panel can page only if it does all the filtering.
        var paged = pattern is null or { IsAll: true } && (_skip > 0 || _remaining != ulong.MaxValue);
        // With several inputs the skipped records may span them, which the panel does not know.
        var single = !MyInvocation.ExpectingInput && Keys is not { Length: > 1 };
        var count = (long)Math.Min(_remaining, int.MaxValue);
        Page? page = !paged ? null : single ? new Page(_skip, count) : new Page(0, _skip > long.MaxValue - count ? long.MaxValue : _skip + count);
        if (paged && single) _skip = 0;

        var shortKeys = Noun.HasShortKeys && pattern is { IsAll: false };
        if (!TryRun(key, cancel => Task.FromResult(Stream(filter, page, value => pattern is null || pattern.Matches(Noun.KeyOf(value)) || shortKeys && !pattern.IsExact && pattern.Matches(Noun.ShortKeyOf(value)), cancel)), out var found)) return;
        if (!found && shortKeys && pattern!.IsExact)
        {
            // Nothing has that whole name: search by the short one.
            filter = filter.ConvertAll(pair => pair.Key == Noun.Columns[Noun.KeyOrdinal].Name ? new(pair.Key, "%" + pair.Value) : pair);
            if (!TryRun(key, cancel => Task.FromResult(Stream(filter, null, value => pattern.Matches(Noun.ShortKeyOf(value)), cancel)), out found)) return;
        }

        if (!found && pattern is { IsExact: true })
            WriteError(PanelErrors.Record(PanelException.NotFound(Noun.Functions + "_get", $"{Noun.Title} '{key}'"), key));
    }

    // Blocks instead of awaiting: objects may be written only on the pipeline's thread.
    private bool Stream(List<KeyValuePair<string, string>> filter, Page? page, Func<T, bool> matches, CancellationToken cancel)
    {
        var found = false;
        var rows = Lookup.Table(Noun).FindAsync(filter, page, cancel).GetAsyncEnumerator(cancel);
        try
        {
            while (_remaining > 0 && Next(rows))
            {
                if (!matches(rows.Current)) continue;
                found = true;
                WriteRecord(rows.Current);
            }
        }
        finally
        {
            var closing = rows.DisposeAsync();
            if (!closing.IsCompletedSuccessfully) closing.AsTask().GetAwaiter().GetResult();
        }

        return found;
    }

    private static bool Next(IAsyncEnumerator<T> rows)
    {
        var next = rows.MoveNextAsync();
        return next.IsCompleted ? next.Result : next.AsTask().GetAwaiter().GetResult();
    }

    private async Task<List<KeyValuePair<string, string>>> FilterAsync(KeyPattern? pattern, CancellationToken cancel)
    {
        var filter = new List<KeyValuePair<string, string>>();
        if (pattern is { IsAll: false })
            filter.Add(new(Noun.Columns[Noun.KeyOrdinal].Name, Noun.KeyInColumn((Noun.HasShortKeys && !pattern.IsExact ? "%" : "") + pattern.ToFilter())));
        if (Owner is { } client)
        {
            var owner = await Lookup.OwnerAsync(client, cancel).ConfigureAwait(false);
            filter.Add(Noun.OfOwner(owner));
        }

        // Of two conditions on one column the panel applies only the last. The one on the key is dropped, because keys are matched here too.
        if (await ParentAsync(cancel).ConfigureAwait(false) is { } parent)
        {
            var within = Noun.Within(parent);
            filter.RemoveAll(pair => pair.Key == within.Key);
            filter.Add(within);
        }

        return filter;
    }

    private void WriteRecord(T value)
    {
        if (_skip > 0)
        {
            _skip--;
            return;
        }

        if (_remaining == 0) return;
        if (_remaining != ulong.MaxValue) _remaining--;
        WriteObject(value);
    }
}
