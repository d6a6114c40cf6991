using System.Globalization;
using System.Management.Automation;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Errors;

namespace Nodepoint.PowerShell.Bases;

/// <summary>The base of the Get cmdlets: records by key with wildcards, by number, or by what they belong to.</summary>
/// <typeparam name="T">The record.</typeparam>
public abstract class GetCommand<T> : BulkCommand where T : PanelObject, new()
{
    private long _skip;
    private ulong _left = ulong.MaxValue;

    /// <summary>The noun.</summary>
    protected abstract PanelNoun<T> Noun { get; }

    /// <summary>The keys wanted.</summary>
    protected abstract string[]? Keys { get; }

    /// <summary>The numbers wanted.</summary>
    protected abstract long[]? Ids { get; }

    /// <summary>The client whose records are wanted.</summary>
    protected abstract Reference<Client>? Owner { get; }

    /// <summary>The record to which those wanted belong by their content.</summary>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The record; null for no matter which.</returns>
    protected virtual ValueTask<PanelObject?> ParentAsync(CancellationToken cancel) => new((PanelObject?)null);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _skip = (long)Math.Min(PagingParameters.Skip, long.MaxValue);
        _left = PagingParameters.First;
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
            ?? throw PanelException.NotFound(Noun.Functions + "_get", $"{Noun.Title} number {id.ToString(CultureInfo.InvariantCulture)}"), out var found)) return;
        Give(found);
    }

    private void Find(string? key)
    {
        var pattern = key is null ? null : new KeyPattern(Noun.NormalizeKey(key));
        if (!TryRun(key, cancel => FilterAsync(pattern, cancel), out var filter)) return;

        // Rows that are picked here cannot be counted by the panel.
        var paged = pattern is null or { IsAll: true } && (_skip > 0 || _left != ulong.MaxValue);
        // And what is passed over here may go on with the next input, of which the panel knows nothing.
        var alone = !MyInvocation.ExpectingInput && Keys is not { Length: > 1 };
        var most = (long)Math.Min(_left, int.MaxValue);
        Page? page = !paged ? null : alone ? new Page(_skip, most) : new Page(0, _skip > long.MaxValue - most ? long.MaxValue : _skip + most);
        if (paged && alone) _skip = 0;

        var shorter = Noun.HasShortKeys && pattern is { IsAll: false };
        if (!TryRun(key, cancel => Task.FromResult(Stream(filter, page, value => pattern is null || pattern.Matches(Noun.KeyOf(value)) || shorter && !pattern.IsExact && pattern.Matches(Noun.ShortKeyOf(value)), cancel)), out var found)) return;
        if (!found && shorter && pattern!.IsExact)
        {
            // Nothing of that whole name: then by the shorter one.
            filter = filter.ConvertAll(pair => pair.Key == Noun.Columns[Noun.KeyOrdinal].Name ? new(pair.Key, "%" + pair.Value) : pair);
            if (!TryRun(key, cancel => Task.FromResult(Stream(filter, null, value => pattern.Matches(Noun.ShortKeyOf(value)), cancel)), out found)) return;
        }

        if (!found && pattern is { IsExact: true })
            WriteError(PanelErrors.Record(PanelException.NotFound(Noun.Functions + "_get", $"{Noun.Title} '{key}'"), key));
    }

    // Waited for, not awaited: objects may be written on the pipeline's own thread only.
    private bool Stream(List<KeyValuePair<string, string>> filter, Page? page, Func<T, bool> matches, CancellationToken cancel)
    {
        var found = false;
        var rows = Lookup.Table(Noun).FindAsync(filter, page, cancel).GetAsyncEnumerator(cancel);
        try
        {
            while (_left > 0 && Next(rows))
            {
                if (!matches(rows.Current)) continue;
                found = true;
                Give(rows.Current);
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

        // Of two conditions on one column the panel sees the last, so the one on the key, which is checked here, gives way.
        if (await ParentAsync(cancel).ConfigureAwait(false) is { } parent)
        {
            var within = Noun.Within(parent);
            filter.RemoveAll(pair => pair.Key == within.Key);
            filter.Add(within);
        }

        return filter;
    }

    private void Give(T value)
    {
        if (_skip > 0)
        {
            _skip--;
            return;
        }

        if (_left == 0) return;
        if (_left != ulong.MaxValue) _left--;
        WriteObject(value);
    }
}
