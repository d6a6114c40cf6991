using System.Globalization;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Bases;

/// <summary>The base of the Get cmdlets: gets records by key with wildcards, by ID, or by what they belong to.</summary>
/// <typeparam name="T">The record.</typeparam>
[Throttled]
public abstract partial class GetCommand<T> : PanelCommand where T : PanelObject, new()
{
    private long _skip;
    private ulong _remaining = ulong.MaxValue;
    private bool _isPaged;
    private Query? _first;
    private bool _hasSeveral;

    /// <summary>The noun.</summary>
    protected abstract PanelNoun<T> Noun { get; }

    /// <summary>The keys to get; null for all.</summary>
    protected abstract string[]? Keys { get; }

    /// <summary>The IDs to get; null if none are specified.</summary>
    protected abstract long[]? Ids { get; }

    /// <summary>The client that owns the records; null for any.</summary>
    protected virtual Reference<Client>? Owner => null;

    /// <summary>The record from the pipeline that the records belong to; null for none.</summary>
    protected virtual PanelObject? PipedParent => null;

    /// <summary>The record from the pipeline that is to be read again; null for none.</summary>
    private protected virtual T? PipedRecord => null;

    /// <summary>Reads the record from the pipeline that the records belong to again.</summary>
    /// <param name="piped">The record.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the lookup.</param>
    /// <returns>The record as it is now.</returns>
    /// <exception cref="PanelException">It was renamed, or given to another client.</exception>
    private protected virtual ValueTask<PanelObject> CurrentParentAsync(PanelObject piped, PanelLookup lookup, CancellationToken cancel) => new(piped);

    /// <summary>The record from the pipeline whose owner is to be returned; null for none.</summary>
    private protected virtual PanelObject? OwnedRecord => null;

    /// <summary>Finds the owner of a record; nothing if the administrator owns it.</summary>
    private protected virtual Task<T?> FindOwnerAsync(PanelObject record, PanelLookup lookup, CancellationToken cancel) => Task.FromResult<T?>(null);

    /// <summary>Finds the record that the records belong to, if a parameter names it.</summary>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the lookup.</param>
    /// <returns>The record; null for none.</returns>
    protected virtual ValueTask<PanelObject?> NamedParentAsync(PanelLookup lookup, CancellationToken cancel) => new((PanelObject?)null);

    // A record from the pipeline is read again from its panel; with -Panel, the record with its key is read from there.
    private protected override IEnumerable<KeyValuePair<string, object?>> RowValues => Panel is null ? base.RowValues : base.RowValues.Where(static one => one.Key != "InputObject");

    /// <summary>Whether secrets are read that the panel returns.</summary>
    private protected virtual bool IncludesSecrets => false;

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        base.BeginCommand();
        _skip = (long)Math.Min(PagingParameters.Skip, long.MaxValue);
        _remaining = PagingParameters.First;
        _isPaged = _skip > 0 || _remaining != ulong.MaxValue;
    }

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        if (!TryUsePanel(OwnedRecord ?? PipedParent ?? (object?)Keys ?? Owner, out var panel, out var error))
        {
            Runner.Refuse(error!.TargetObject, "", error);
            return;
        }

        // A row that the engine took for a record, but that has no key, must not get everything.
        if (Keys is not { Length: > 0 } && MyInvocation.BoundParameters.ContainsKey("InputObject"))
        {
            Runner.Refuse(null, "", new ErrorRecord(new PSArgumentException($"The object from the pipeline does not have the key of a {Noun.Title} record. Pipe records, keys, or rows with a column for the key."), "InputObjectNotBound", ErrorCategory.InvalidArgument, null));
            return;
        }

        if (Ids is { } ids)
        {
            foreach (var id in ids) Get(new Query(id, panel, cancel => GetByIdAsync(id, panel.Lookup, cancel)));
            return;
        }

        // By its ID, because another record may have its name now. On another panel, the record with its name is meant.
        if (PipedRecord is { Id: > 0 } read && (Panel is null || read.ReadFrom.Connection?.Uri == panel.Connection.Uri))
        {
            Get(new Query(read, panel, cancel => GetByIdAsync(read.Id, panel.Lookup, cancel)));
            return;
        }

        if (OwnedRecord is { } owned)
        {
            Get(new Query(owned, panel, cancel => GetOwnerAsync(owned, panel.Lookup, cancel)));
            return;
        }

        // The pipeline sets these again while the row is in flight.
        var (owner, parent) = (Owner, PipedParent);
        if (Keys is not { Length: > 0 } keys) Get(new Query(null, panel, cancel => FindAsync(null, owner, parent, panel.Lookup, cancel)));
        else foreach (var key in keys)
        {
            if (KeyInputAttribute.Refuse(key, Noun.Title) is { } nothing) Get(new Query(key, panel, _ => throw nothing));
            else if (NumberKey.TryRead(key, out var id)) Get(new Query(id, panel, cancel => GetByIdAsync(id, panel.Lookup, cancel)));
            else Get(new Query(key, panel, cancel => FindAsync(key, owner, parent, panel.Lookup, cancel)));
        }
    }

    /// <inheritdoc/>
    protected override void EndCommand()
    {
        if (_first is { } only) Stream(only);
        base.EndCommand();
        if (PagingParameters.IncludeTotalCount) WriteObject(PagingParameters.NewTotalCount(0, 0.0));
    }

    // Several queries are in flight at the same time. A single one is streamed, and with -First or -Skip, each asks the panel only for what is still needed.
    private void Get(Query query)
    {
        if (_isPaged) Stream(query);
        else if (_hasSeveral) Enqueue(query);
        else if (_first is { } first)
        {
            (_first, _hasSeveral) = (null, true);
            Enqueue(first);
            Enqueue(query);
        }
        else _first = query;
    }

    private void Enqueue(Query query) => Runner.Read(query.Target, query.Panel, async (row, cancel) =>
    {
        await foreach (var value in Named(query, cancel).ConfigureAwait(false)) row.Write(value);
    });

    private void Stream(Query query)
    {
        if (!TryRun(query.Target, cancel => Task.FromResult(Stream(Named(query, cancel))), out _, out var error)) WriteError(error!);
    }

    private IAsyncEnumerable<T> Named(Query query, CancellationToken cancel) => OwnerNames.AddAsync(query.Read(cancel), query.Panel.Lookup, Runner.Limit, cancel);

    // Blocks instead of awaiting: objects may be written only on the pipeline's thread.
    private bool Stream(IAsyncEnumerable<T> records)
    {
        var rows = records.GetAsyncEnumerator(StopToken);
        try
        {
            while (_remaining > 0 && Next(rows)) WriteRecord(rows.Current);
        }
        finally
        {
            var closing = rows.DisposeAsync();
            if (!closing.IsCompletedSuccessfully) closing.AsTask().GetAwaiter().GetResult();
        }

        return true;
    }

    private static bool Next(IAsyncEnumerator<T> rows)
    {
        var next = rows.MoveNextAsync();
        return next.IsCompleted ? next.Result : next.AsTask().GetAwaiter().GetResult();
    }

    private async IAsyncEnumerable<T> GetByIdAsync(long id, PanelLookup lookup, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await lookup.Table(Noun, IncludesSecrets).GetAsync(id, cancel).ConfigureAwait(false)
            ?? throw PanelException.NotFound(Noun.Functions + "_get", $"{Noun.Title} with ID {id.ToString(CultureInfo.InvariantCulture)}");
    }

    private async IAsyncEnumerable<T> GetOwnerAsync(PanelObject record, PanelLookup lookup, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (await FindOwnerAsync(record, lookup, cancel).ConfigureAwait(false) is { } owner) yield return owner;
    }

    private async IAsyncEnumerable<T> FindAsync(string? key, Reference<Client>? owner, PanelObject? parent, PanelLookup lookup, [EnumeratorCancellation] CancellationToken cancel)
    {
        var pattern = key is null ? null : new KeyPattern(Noun.NormalizeKey(key), Noun.KeyComparison);
        // A parent that is named by a text may have another name now, and another record its old one.
        var above = parent is null ? await NamedParentAsync(lookup, cancel).ConfigureAwait(false)
            : Noun.Within(parent).Value == parent.Id.ToString(CultureInfo.InvariantCulture) ? parent : await CurrentParentAsync(parent, lookup, cancel).ConfigureAwait(false);
        var filter = await FilterAsync(pattern, owner, above, lookup, cancel).ConfigureAwait(false);
        var table = lookup.Table(Noun, IncludesSecrets);
        var shortKeys = Noun.HasShortKeys && pattern is { IsAll: false };
        var found = false;
        await foreach (var value in table.FindAsync(filter, PageOf(pattern), cancel).ConfigureAwait(false))
        {
            if (above is not null && !table.IsWithin(value, above)) continue;
            if (pattern is not null && !pattern.Matches(Noun.KeyOf(value)) && !(shortKeys && !pattern.IsExact && pattern.Matches(Noun.ShortKeyOf(value)))) continue;
            found = true;
            yield return value;
        }

        if (!found && shortKeys && pattern!.IsExact)
        {
            // Nothing has that whole name: search by the short one.
            filter = filter.ConvertAll(pair => pair.Key == Noun.Columns[Noun.KeyOrdinal].Name ? new(pair.Key, "%" + pair.Value) : pair);
            await foreach (var value in table.FindAsync(filter, null, cancel).ConfigureAwait(false))
            {
                if ((above is not null && !table.IsWithin(value, above)) || !pattern.Matches(Noun.ShortKeyOf(value))) continue;
                found = true;
                yield return value;
            }
        }

        if (!found && pattern is { IsExact: true }) throw PanelException.NotFound(Noun.Functions + "_get", $"{Noun.Title} '{key}'", PanelLookup.NumberHint(Noun.Title, key!));
    }

    // The panel can page only if it does all the filtering.
    private Page? PageOf(KeyPattern? pattern)
    {
        if (!_isPaged || pattern is { IsAll: false }) return null;
        var count = (long)Math.Min(_remaining, int.MaxValue);
        // With several inputs the skipped records may span them, which the panel does not know.
        if (MyInvocation.ExpectingInput || Keys is { Length: > 1 }) return new Page(0, _skip > long.MaxValue - count ? long.MaxValue : _skip + count);
        var page = new Page(_skip, count);
        _skip = 0;
        return page;
    }

    private async Task<List<KeyValuePair<string, string>>> FilterAsync(KeyPattern? pattern, Reference<Client>? client, PanelObject? above, PanelLookup lookup, CancellationToken cancel)
    {
        var filter = new List<KeyValuePair<string, string>>();
        if (pattern is { IsAll: false })
            filter.Add(new(Noun.Columns[Noun.KeyOrdinal].Name, Noun.KeyInColumn((Noun.HasShortKeys && !pattern.IsExact ? "%" : "") + pattern.ToFilter())));
        if (client is not null)
        {
            var owner = await lookup.OwnerAsync(client, cancel).ConfigureAwait(false);
            filter.Add(Noun.OfOwner(owner));
        }

        // Of two conditions on one column the panel applies only the last. The one on the key is dropped, because keys are matched here too.
        if (above is not null)
        {
            var within = Noun.Within(above);
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

    private sealed record Query(object? Target, CommandPanel Panel, Func<CancellationToken, IAsyncEnumerable<T>> Read);
}
