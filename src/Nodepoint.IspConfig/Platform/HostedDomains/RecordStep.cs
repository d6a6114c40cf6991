using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Passwords;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Platform.HostedDomains;

/// <summary>A record of a noun that belongs to a hosted domain.</summary>
/// <typeparam name="T">The record's type.</typeparam>
/// <param name="kind">What it is about.</param>
/// <param name="noun">The noun.</param>
/// <param name="name">Its natural key.</param>
internal class RecordStep<T>(HostedDomainStepKind kind, PanelNoun<T> noun, string name) : DomainStep(kind, name) where T : PanelObject
{
    /// <summary>Creates the addition of the record, for what the steps before have found or made.</summary>
    public required Func<DomainWork, Addition<T>> Create { get; init; }

    /// <summary>Sets a generated password; null if it has none.</summary>
    public Func<T, string, T>? WithPassword { get; init; }

    /// <summary>The column of the password; -1 for none.</summary>
    public int PasswordOrdinal { get; init; } = -1;

    /// <summary>Uses the record, which is new or was found, in the steps after it.</summary>
    public Func<DomainWork, T, bool, CancellationToken, Task>? Use { get; init; }

    /// <summary>Finds the record; null to find it by its natural key.</summary>
    public Func<DomainWork, CancellationToken, Task<T?>>? Find { get; init; }

    /// <summary>Whether the specified values of a record that is there already are compared.</summary>
    public bool IsCompared { get; init; }

    /// <summary>The record; null as long as it is not known.</summary>
    public T? Record { get; private set; }

    private string? _password;

    /// <inheritdoc/>
    public override string What => $"{noun.Title} {Name}";

    // The panel may have put a prefix before it.
    /// <inheritdoc/>
    public override string StoredName => Record is not null && noun.HasShortKeys ? noun.KeyOf(Record) : Name;

    /// <inheritdoc/>
    public override string Function => noun.Functions + "_add";

    /// <inheritdoc/>
    public override string? Password => _password;

    /// <inheritdoc/>
    public override async Task UseFoundAsync(DomainWork work, CancellationToken cancel) => await UseAsync(work, Record!, isNew: false, cancel).ConfigureAwait(false);

    /// <inheritdoc/>
    public override async Task CarryOutAsync(DomainWork work, IWriteLog log, CancellationToken cancel)
    {
        var addition = Create(work);
        string? password = null;
        if (WithPassword is not null)
        {
            password = PasswordGenerator.Generate();
            addition = addition with { Value = WithPassword(addition.Value, password), Given = addition.Given.With(PasswordOrdinal), HasNewPassword = true };
        }

        var plan = await work.Writer(noun).PlanAdditionAsync(addition, cancel).ConfigureAwait(false);
        var (_, stored) = await plan.CarryOutAsync(log, cancel).ConfigureAwait(false);
        _password = password;
        // What an interrupted run has made has what that run added to it.
        await UseAsync(work, stored!, isNew: !IsResumed, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task UndoAsync(DomainWork work, IWriteLog log, CancellationToken cancel)
    {
        var plan = await work.Writer(noun).PlanRemovalAsync(new Reference<T>(Id), log, cancel).ConfigureAwait(false);
        await plan.CarryOutAsync(log, cancel).ConfigureAwait(false);
        _password = null;
    }

    /// <inheritdoc/>
    public override async Task<bool> WasMadeAsync(DomainWork work, CancellationToken cancel)
    {
        if (await FindRecordAsync(work, cancel).ConfigureAwait(false) is not { } record) return false;
        (Record, Id) = (record, record.Id);
        return true;
    }

    /// <inheritdoc/>
    protected override async Task<bool> FindAsync(DomainWork work, CancellationToken cancel)
    {
        if (await FindRecordAsync(work, cancel).ConfigureAwait(false) is not { } existing) return false;
        if (Kind != HostedDomainStepKind.Client && await noun.OwnerOfAsync(existing, work.Lookup, cancel).ConfigureAwait(false) is { } owner && owner.ClientId != work.Owner.ClientId)
            throw Different($"{noun.Title.Capitalized()} '{noun.KeyOf(existing)}' exists already, but belongs to {await work.Lookup.DescribeAsync(owner, cancel).ConfigureAwait(false)}, not to client {work.Client}. Specify its owner as -Client, or use another domain.");
        if (IsCompared)
        {
            var addition = Create(work);
            var wanted = (await noun.PrepareAsync(addition.Value, addition.Given, work.Lookup, cancel).ConfigureAwait(false)).Value;
            var different = noun.Differences(existing, wanted).Intersect(addition.Given).Except(noun.Secrets);
            if (!different.IsEmpty)
                throw Different($"{noun.Title.Capitalized()} '{noun.KeyOf(existing)}' exists already, and would have to be changed: {string.Join(", ", different.Select(ordinal => ChangeText<T>.Of(noun, ordinal, existing, wanted)))}. Change it with Set-{noun.CmdletNoun}, or specify the values that it has.");
        }

        await UseAsync(work, existing, isNew: false, cancel).ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc/>
    protected override async Task<WritePlan> PlanAsync(DomainWork work, IWriteLog log, CancellationToken cancel) => await work.Writer(noun).PlanAdditionAsync(Create(work), cancel).ConfigureAwait(false);

    /// <inheritdoc/>
    protected override async Task UseAsync(DomainWork work, long id, CancellationToken cancel)
        => await UseAsync(work, (await work.Lookup.Table(noun).GetAsync(id, cancel).ConfigureAwait(false))!, isNew: true, cancel).ConfigureAwait(false);

    private async Task UseAsync(DomainWork work, T record, bool isNew, CancellationToken cancel)
    {
        (Record, Id) = (record, record.Id);
        if (Use is not null) await Use(work, record, isNew, cancel).ConfigureAwait(false);
    }

    private async Task<T?> FindRecordAsync(DomainWork work, CancellationToken cancel)
        => Find is not null ? await Find(work, cancel).ConfigureAwait(false) : await work.Lookup.Table(noun).GetByKeyAsync(Name, cancel).ConfigureAwait(false) is [var first, ..] ? first : null;
}
