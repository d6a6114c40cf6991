using System.Collections;
using System.Management.Automation;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Bases;

/// <summary>The base of the Set cmdlets: reads the record, changes what was given, sends along or puts back what the panel would damage.</summary>
/// <typeparam name="T">The record.</typeparam>
public abstract class SetCommand<T> : RowCommand where T : PanelObject, new()
{
    private static readonly TimeSpan LongestRestoration = TimeSpan.FromSeconds(30);

    /// <summary>Emits the record as it is afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Columns that a newer panel has and this module has no parameter for: <c>@{ column = value }</c>.</summary>
    [Parameter]
    public IDictionary? AdditionalField { get; set; }

    /// <summary>The noun.</summary>
    protected abstract PanelNoun<T> Noun { get; }

    /// <summary>The record to change.</summary>
    protected abstract Reference<T> TargetReference { get; }

    /// <summary>The new owner, where one was asked for.</summary>
    protected virtual Reference<Client>? Owner => null;

    /// <summary>What puts in the records that were named; null where none was.</summary>
    /// <param name="given">The columns that were given.</param>
    /// <returns>The linker of the row under way.</returns>
    protected virtual Linker<T>? Linker(ColumnSet given) => null;

    /// <summary>Puts the given parameters into a record.</summary>
    /// <param name="value">The record.</param>
    /// <param name="given">Which were given.</param>
    /// <returns>The record with them.</returns>
    protected abstract T Apply(T value, ColumnSet given);

    /// <summary>Puts into a record what parameters ask for that are no columns.</summary>
    /// <param name="value">The record with the columns that were given.</param>
    /// <param name="given">The columns that were given, and those that follow.</param>
    /// <returns>The record with them.</returns>
    /// <exception cref="FormatException">A parameter's value is not valid.</exception>
    protected virtual T Complete(T value, ref ColumnSet given) => value;

    /// <summary>Which columns were given for the row under way.</summary>
    /// <returns>The columns.</returns>
    protected abstract ColumnSet Given();

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TakeRow()) return;
        var target = TargetReference;
        var given = Given();
        T wish;
        try { wish = Complete(Apply(new T(), given), ref given); }
        catch (FormatException problem)
        {
            Refuse(target, target.ToString(), PanelErrors.Record(problem, target));
            return;
        }

        try { if (AdditionalField is not null) wish = wish with { AdditionalFields = AdditionalColumns.Read(AdditionalField, Noun) }; }
        catch (PSArgumentException problem) { ThrowTerminatingError(new ErrorRecord(problem, "InvalidColumn", ErrorCategory.InvalidArgument, AdditionalField)); }
        var names = string.Join(", ", given.Select(ordinal => Noun.Columns[ordinal].Member).Concat(wish.AdditionalFields.Keys).Concat(Owner is null ? [] : ["owner"]));
        if (names.Length == 0)
        {
            Refuse(target, target.ToString(), new ErrorRecord(new PSArgumentException($"Nothing to change was given for {Noun.Title} '{target}'. Name at least one parameter such as -{Noun.Columns[^1].Member}."), "NothingGiven", ErrorCategory.InvalidArgument, target));
            return;
        }

        var action = $"Set {names}";
        if (Noun.IsGuarded && IsRehearsal)
        {
            if (!TryRun(target, cancel => PreviewAsync(target, given, wish, cancel), out var consequences)) return;
            action += consequences;
            // What -WhatIf says goes to the host alone; this can be kept in a log.
            WriteVerbose($"{target}: {action}");
        }

        if (!ShouldProcess(target.ToString(), action)) return;
        var (owner, linker) = (Owner, Linker(given));
        Enqueue(target, target.ToString(), (row, cancel) => ChangeAsync(row, target, given, wish, owner, linker, cancel), PassThru ? (_, stored) => StoredRecord.Read(Noun, new T(), stored) : null, subject: target.ToString());
    }

    private bool IsRehearsal
        => MyInvocation.BoundParameters.ContainsKey("WhatIf") || MyInvocation.BoundParameters.ContainsKey("Confirm")
            || SessionState.PSVariable.GetValue("WhatIfPreference") is true || SessionState.PSVariable.GetValue("WhatIfPreference") is SwitchParameter { IsPresent: true };

    private async Task<string> PreviewAsync(Reference<T> target, ColumnSet given, T wish, CancellationToken cancel)
    {
        var before = await Lookup.ReadAsync(Noun, target, cancel).ConfigureAwait(false);
        var restoration = await Noun.GuardAsync(before, Noun.Merge(before, wish, given), Lookup, cancel).ConfigureAwait(false);
        return restoration is null ? "" : $", and {restoration.Plan}: {string.Join(", ", restoration.Items.Select(item => item.Description))}";
    }

    private async Task ChangeAsync(Row row, Reference<T> target, ColumnSet given, T wish, Reference<Client>? client, Linker<T>? linker, CancellationToken cancel)
    {
        if (linker is not null) wish = await linker(wish, Lookup, cancel).ConfigureAwait(false);
        var before = await ReadAsync(row, target, given, wish, cancel).ConfigureAwait(false);
        row.LookedAt();
        var leftOver = LeftOver(row);
        var after = await Noun.PrepareChangeAsync(before, Noun.Merge(before, wish, given), Lookup, cancel).ConfigureAwait(false);
        Owner? owner = client is null ? null : await Lookup.OwnerAsync(client, cancel).ConfigureAwait(false);
        if (owner?.GroupId == before.OwnerGroupId) owner = null;
        if (owner is { } mover)
        {
            // To the panel, a client number of 0 means that the owner stays.
            if (mover.ClientId == 0) throw new FormatException($"The panel's remote API moves {Noun.Title} {before} to clients only, not to the administrator. For the record alone there is Set-NpRecordPermission -UserId 1 -GroupId 1.");
            if (Noun.SharesOwner) throw new FormatException($"{Noun.Title} {before} has the owner of what it belongs to. Move that, and it goes along.");
            after = await Noun.MoveAsync(after, mover, Lookup, cancel).ConfigureAwait(false);
        }

        after = await Noun.HashAsync(after, given, Lookup, cancel).ConfigureAwait(false);
        var changed = Noun.Differences(before, after).Union(given.Intersect(Noun.Secrets));
        if (changed.Contains(Noun.ServerOrdinal) && Noun.SharesServer && Noun.ServerOf(before) > 0) throw new FormatException($"{Noun.Title} {before} is kept by the server of what it belongs to and by no other.");
        if (changed.Contains(Noun.ServerOrdinal)) await Lookup.CheckServerAsync(Noun.ServerOf(after), cancel).ConfigureAwait(false);
        var additional = wish.AdditionalFields.Where(field => !before.AdditionalFields.TryGetValue(field.Key, out var there) || there != field.Value).ToDictionary();
        if (changed.IsEmpty && additional.Count == 0 && owner is null)
        {
            row.Verbose($"{Noun.Title} {before} is so already; nothing was sent.");
            await FollowAsync(row, leftOver, cancel).ConfigureAwait(false);
            Done(row, before);
            return;
        }

        if (Noun.Caution(before, after) is { } caution) row.Warn(caution);
        var restoration = await Noun.GuardAsync(before, after, Lookup, cancel).ConfigureAwait(false);
        var consequences = await Noun.ConsequencesAsync(before, after, owner, Lookup, cancel).ConfigureAwait(false);
        await PlanAsync(row, [.. consequences, .. restoration?.Items ?? [], .. leftOver]).ConfigureAwait(false);
        var updated = false;
        try
        {
            // The same change sent twice is the same change.
            await RepeatAsync(row, $"{Noun.Title} {before}", Lookup.Table(Noun).UpdateCall(after, changed, owner, additional), cancel).ConfigureAwait(false);
            updated = true;
            row.Verbose($"{Noun.Title} {before}: {string.Join(", ", changed.Select(ordinal => Noun.Columns[ordinal].Member).Concat(additional.Keys).Concat(owner is null ? [] : ["owner"]))} changed.");
            await FollowAsync(row, consequences, cancel).ConfigureAwait(false);
            await FollowAsync(row, leftOver, cancel).ConfigureAwait(false);
        }
        finally
        {
            if (restoration is not null && (updated || restoration.EvenAfterFailure)) await RestoreAsync(row, before, restoration).ConfigureAwait(false);
        }

        Done(row, PassThru ? await Lookup.ReadAsync(Noun, new Reference<T>(before.Id), cancel).ConfigureAwait(false) : before);
    }

    // Renamed by a run that was cut off, it is found by its new name.
    private async Task<T> ReadAsync(Row row, Reference<T> target, ColumnSet given, T wish, CancellationToken cancel)
    {
        try { return await Lookup.ReadAsync(Noun, target, cancel).ConfigureAwait(false); }
        catch (PanelException problem) when (problem.Kind == FaultKind.NotFound && row.MayBeDone && target.Key is not null && given.Contains(Noun.KeyOrdinal))
        {
            return await Lookup.ReadAsync(Noun, new Reference<T>(Noun.KeyOf(wish)), cancel).ConfigureAwait(false);
        }
    }

    private async Task FollowAsync(Row row, IReadOnlyList<RestorationItem> items, CancellationToken cancel)
    {
        foreach (var item in items)
        {
            await RepeatAsync(row, item.Description, item.Call, cancel).ConfigureAwait(false);
            row.Verbose($"{item.Description} went along.");
        }
    }

    private void Done(Row row, T after)
    {
        if (PassThru)
        {
            row.Keep(after.Id, () => StoredRecord.Write(Noun, new T(), after));
            row.Write(after);
        }
        else row.Keep(after.Id);
    }

    // Not cancelled with the command: what is half put back is worse than a moment's wait.
    private async Task RestoreAsync(Row row, T before, Restoration restoration)
    {
        using var patience = new CancellationTokenSource(LongestRestoration);
        var done = new List<string>();
        foreach (var item in restoration.Items)
        {
            try
            {
                await RepeatAsync(row, item.Description, item.Call, patience.Token).ConfigureAwait(false);
                done.Add(item.Description);
            }
            catch (Exception problem) when (problem is PanelException or OperationCanceledException) { row.Warn($"{item.Description} of {before} was changed by the panel and could not be put right: {problem.Message}"); }
        }

        if (done.Count > 0) row.Warn($"{restoration.Report}: {string.Join(", ", done)}.");
    }
}
