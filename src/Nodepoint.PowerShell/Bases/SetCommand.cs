using System.Collections;
using System.Management.Automation;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Bases;

/// <summary>The base of the Set cmdlets: reads the record, changes what is specified, and protects or restores what the panel would damage.</summary>
/// <typeparam name="T">The record.</typeparam>
public abstract class SetCommand<T> : RowCommand where T : PanelObject, new()
{
    private static readonly TimeSpan RestorationTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Returns the changed record.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Columns of a newer panel for which there is no parameter: <c>@{ column = value }</c>.</summary>
    [Parameter]
    public IDictionary? AdditionalField { get; set; }

    /// <summary>The noun.</summary>
    protected abstract PanelNoun<T> Noun { get; }

    /// <summary>The record to change.</summary>
    protected abstract Reference<T> TargetReference { get; }

    /// <summary>The new owner; null if it is not specified.</summary>
    protected virtual Reference<Client>? Owner => null;

    /// <summary>Resolves the records that the current row refers to; null if it refers to none.</summary>
    /// <param name="given">The columns that are specified.</param>
    /// <returns>The linker.</returns>
    protected virtual Linker<T>? Linker(ColumnSet given) => null;

    /// <summary>Applies the specified parameters to a record.</summary>
    /// <param name="value">The record.</param>
    /// <param name="given">The columns that are specified.</param>
    /// <returns>The changed record.</returns>
    protected abstract T Apply(T value, ColumnSet given);

    /// <summary>Applies parameters that are not columns.</summary>
    /// <param name="value">The record with the specified columns.</param>
    /// <param name="given">The specified columns; the method adds those that follow from its parameters.</param>
    /// <returns>The changed record.</returns>
    /// <exception cref="FormatException">A parameter's value is not valid.</exception>
    protected virtual T Complete(T value, ref ColumnSet given) => value;

    /// <summary>The columns that are specified for the current row.</summary>
    /// <returns>The columns.</returns>
    protected abstract ColumnSet Given();

    // A parameter that changes something; the new key only where the cmdlet has no other.
    private string ExampleParameter
    {
        get
        {
            var names = Enumerable.Range(0, RowParameters.Count).Select(index => RowParameters[index].Name).Where(name => name != "Identity").ToArray();
            return Array.Find(names, name => !name.StartsWith("New", StringComparison.Ordinal)) ?? names[0];
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryReadRow()) return;
        var target = TargetReference;
        var given = Given();
        T requested;
        try { requested = Complete(Apply(new T(), given), ref given); }
        catch (Exception problem) when (PanelErrors.IsOfRow(problem))
        {
            Refuse(target, target.ToString(), PanelErrors.Record(problem, target));
            return;
        }

        try { if (AdditionalField is not null) requested = requested with { AdditionalFields = AdditionalColumns.Read(AdditionalField, Noun) }; }
        catch (PSArgumentException problem) { ThrowTerminatingError(new ErrorRecord(problem, "InvalidColumn", ErrorCategory.InvalidArgument, AdditionalField)); }
        if (given.IsEmpty && requested.AdditionalFields.Count == 0 && Owner is null)
        {
            Refuse(target, target.ToString(), new ErrorRecord(new PSArgumentException($"No change is specified for {Noun.Title} '{target}'. Use at least one parameter such as -{ExampleParameter}."), "NothingGiven", ErrorCategory.InvalidArgument, target));
            return;
        }

        var (before, consequences) = (target.Value, "");
        var preview = Noun.IsGuarded && IsPreview;
        if (preview)
        {
            if (!TryRun(target, cancel => PreviewAsync(target, given, requested, cancel), out var found)) return;
            (before, consequences) = found;
        }

        var changes = given.Select(ordinal => ChangeText<T>.Of(Noun, ordinal, before, requested)).Concat(requested.AdditionalFields.Keys).Concat(Owner is null ? [] : [$"owner to client {Owner}"]);
        var action = $"Set {string.Join(", ", changes)}{consequences}";
        // The text of -WhatIf goes to the host only; the verbose stream can be logged.
        if (preview) WriteVerbose($"{target}: {action}");
        if (!ShouldProcess(Describe($"{Noun.Title} {target}"), action)) return;
        var (owner, linker) = (Owner, Linker(given));
        Enqueue(target, target.ToString(), (row, cancel) => ChangeAsync(row, target, given, requested, owner, linker, cancel), PassThru ? (_, stored) => StoredRecord.Read(Noun, new T(), stored) : null, subject: target.ToString());
    }

    private bool IsPreview
        => MyInvocation.BoundParameters.ContainsKey("WhatIf") || MyInvocation.BoundParameters.ContainsKey("Confirm")
            || SessionState.PSVariable.GetValue("WhatIfPreference") is true || SessionState.PSVariable.GetValue("WhatIfPreference") is SwitchParameter { IsPresent: true };

    private async Task<(T Before, string Consequences)> PreviewAsync(Reference<T> target, ColumnSet given, T requested, CancellationToken cancel)
    {
        var before = await Lookup.ReadAsync(Noun, target, cancel).ConfigureAwait(false);
        var restoration = await Noun.GuardAsync(before, Noun.Merge(before, requested, given), Lookup, cancel).ConfigureAwait(false);
        return (before, restoration is null ? "" : $", and {restoration.Plan}: {string.Join(", ", restoration.Items.Select(item => item.Description))}");
    }

    private async Task ChangeAsync(Row row, Reference<T> target, ColumnSet given, T requested, Reference<Client>? client, Linker<T>? linker, CancellationToken cancel)
    {
        if (linker is not null) requested = await linker(requested, Lookup, cancel).ConfigureAwait(false);
        var before = await ReadAsync(row, target, given, requested, cancel).ConfigureAwait(false);
        row.MarkChecked();
        var pending = PendingItems(row);
        var after = await Noun.PrepareChangeAsync(before, Noun.Merge(before, requested, given), Lookup, cancel).ConfigureAwait(false);
        Owner? owner = client is null ? null : await Lookup.OwnerAsync(client, cancel).ConfigureAwait(false);
        if (owner?.GroupId == before.OwnerGroupId) owner = null;
        if (owner is { } newOwner)
        {
            // To the panel, the client ID 0 means that the owner does not change.
            if (newOwner.ClientId == 0) throw new FormatException($"Cannot give {Noun.Title} '{before}' to the administrator: the panel's remote API moves it only to clients. To change the owner of this record alone, use Set-NpRecordPermission -UserId 1 -GroupId 1.");
            if (Noun.SharesOwner) throw new FormatException($"Cannot change the owner of {Noun.Title} '{before}': it has the owner of the record it belongs to. Change the owner of that record instead.");
            after = await Noun.MoveAsync(after, newOwner, Lookup, cancel).ConfigureAwait(false);
        }

        after = await Noun.HashAsync(after, given, Lookup, cancel).ConfigureAwait(false);
        var changed = Noun.Differences(before, after).Union(given.Intersect(Noun.Secrets));
        if (changed.Contains(Noun.ServerOrdinal) && Noun.SharesServer && Noun.ServerOf(before) > 0) throw new FormatException($"Cannot change the server of {Noun.Title} '{before}': it is on the server of the record it belongs to. Remove -ServerId from the command.");
        if (changed.Contains(Noun.ServerOrdinal)) await Lookup.CheckServerAsync(Noun.ServerOf(after), cancel).ConfigureAwait(false);
        var additional = requested.AdditionalFields.Where(field => !before.AdditionalFields.TryGetValue(field.Key, out var current) || current != field.Value).ToDictionary();
        if (changed.IsEmpty && additional.Count == 0 && owner is null)
        {
            row.Verbose($"{Noun.Title.Capitalized()} {before} has these values already; nothing was sent.");
            await SendFollowUpsAsync(row, pending, cancel).ConfigureAwait(false);
            Done(row, before);
            return;
        }

        if (Noun.Caution(before, after) is { } caution) row.Warn(caution);
        var restoration = await Noun.GuardAsync(before, after, Lookup, cancel).ConfigureAwait(false);
        var consequences = await Noun.FindFollowUpChangesAsync(before, after, owner, Lookup, cancel).ConfigureAwait(false);
        await PlanAsync(row, [.. consequences, .. restoration?.Items ?? [], .. pending]).ConfigureAwait(false);
        var updated = false;
        try
        {
            // A change can be sent twice without harm.
            await RepeatAsync(row, $"{Noun.Title} {before}", Lookup.Table(Noun).UpdateCall(after, changed, owner, additional), cancel).ConfigureAwait(false);
            updated = true;
            row.Verbose($"{Noun.Title.Capitalized()} {before}: {string.Join(", ", changed.Select(ordinal => Noun.Columns[ordinal].Member).Concat(additional.Keys).Concat(owner is null ? [] : ["owner"]))} changed.");
            await SendFollowUpsAsync(row, consequences, cancel).ConfigureAwait(false);
            await SendFollowUpsAsync(row, pending, cancel).ConfigureAwait(false);
        }
        finally
        {
            if (restoration is not null && (updated || restoration.EvenAfterFailure)) await RestoreAsync(row, before, restoration).ConfigureAwait(false);
        }

        Done(row, PassThru ? await Lookup.ReadAsync(Noun, new Reference<T>(before.Id), cancel).ConfigureAwait(false) : before);
    }

    // A record that an interrupted run has renamed is found by its new name.
    private async Task<T> ReadAsync(Row row, Reference<T> target, ColumnSet given, T requested, CancellationToken cancel)
    {
        try { return await Lookup.ReadAsync(Noun, target, cancel).ConfigureAwait(false); }
        catch (PanelException problem) when (problem.Kind == FaultKind.NotFound && row.MayBeDone && target.Key is not null && given.Contains(Noun.KeyOrdinal))
        {
            return await Lookup.ReadAsync(Noun, new Reference<T>(Noun.KeyOf(requested)), cancel).ConfigureAwait(false);
        }
    }

    private async Task SendFollowUpsAsync(Row row, IReadOnlyList<RestorationItem> items, CancellationToken cancel)
    {
        foreach (var item in items)
        {
            await RepeatAsync(row, item.Description, item.Call, cancel).ConfigureAwait(false);
            row.Verbose($"{item.Description.Capitalized()} was changed too.");
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

    // Not canceled with the command: a partial restoration is worse than a short wait.
    private async Task RestoreAsync(Row row, T before, Restoration restoration)
    {
        using var timeout = new CancellationTokenSource(RestorationTimeout);
        var restored = new List<string>();
        foreach (var item in restoration.Items)
        {
            try
            {
                await RepeatAsync(row, item.Description, item.Call, timeout.Token).ConfigureAwait(false);
                restored.Add(item.Description);
            }
            catch (Exception problem) when (problem is PanelException or OperationCanceledException) { row.Warn($"The panel changed {item.Description} of {Noun.Title} '{before}', and it could not be restored: {problem.Message}"); }
        }

        if (restored.Count > 0) row.Warn($"{restoration.Report}: {string.Join(", ", restored)}.");
    }
}
