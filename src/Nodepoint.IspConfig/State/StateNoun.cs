using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;

namespace Nodepoint.IspConfig.State;

/// <summary>A noun of a state.</summary>
/// <param name="noun">The noun.</param>
internal sealed class StateNoun(IStateNoun noun)
{
    private readonly Dictionary<string, int> _members = Members(noun);

    /// <summary>The name: that of its cmdlets.</summary>
    public string Name => noun.CmdletNoun!;

    /// <summary>The kind of object, as used in sentences.</summary>
    public string Title => noun.Title;

    /// <summary>The record's type.</summary>
    public Type RecordType => noun.RecordType;

    /// <summary>The table of the panel's database.</summary>
    public string Table => noun.Table;

    /// <summary>The columns, by ordinal.</summary>
    public IReadOnlyList<PanelColumn> Columns => noun.Columns;

    /// <summary>Whether clients can own its records.</summary>
    public bool IsOwned => noun.IsOwned;

    /// <summary>Whether its records are files of their own, with the records that belong to them.</summary>
    public bool IsZone => noun.RecordType == typeof(DnsZone);

    /// <summary>The area of the state: clients, dns, mail, servers, or sites.</summary>
    public string Area { get; } = noun.RecordType.Namespace!.Split('.')[^1].ToLowerInvariant();

    /// <summary>The ordinals that a state keeps, in the order of the record; secrets among them.</summary>
    public IReadOnlyList<int> Kept { get; } = [.. Enumerable.Range(0, noun.Columns.Count).Where(ordinal => IsKept(noun.Columns[ordinal]))];

    /// <summary>The ordinals that identify a record: the natural key, and the columns that belong to it.</summary>
    public IReadOnlyList<int> Identity { get; } = [.. noun.Accept(new IdentityVisitor())];

    /// <summary>Whether values of its records are part of what identifies them, such as the destination of a forward, so that another value can be a change.</summary>
    public bool HasValuesInIdentity => Identity.Skip(1).Any(IsValue);

    /// <summary>The types of the records that it refers to.</summary>
    public IReadOnlyList<Type> Needs { get; } = [.. noun.Columns.Select(column => column.RefersTo).Concat(noun.Accept(new LinkVisitor())).OfType<Type>().Distinct().Where(type => type != noun.RecordType)];

    /// <summary>The types of the records that its rules look at, which are added before its own.</summary>
    public IReadOnlyList<Type> After { get; } = [.. noun.Accept(new AfterVisitor())];

    /// <summary>The column that refers to the records' own kind, such as the reseller of a client; -1 if there is none.</summary>
    public int Within { get; } = noun.Columns.ToList().FindIndex(column => column.RefersTo == noun.RecordType);

    /// <summary>Whether two records whose keys differ in case are the same.</summary>
    public bool IgnoresCase { get; } = noun.Accept(new CaseVisitor());

    /// <summary>Why its records cannot be added with the remote API; null if they can.</summary>
    public string? WhyNotAdded => Why("_add", "add");

    /// <summary>Why its records cannot be changed with the remote API; null if they can.</summary>
    public string? WhyNotChanged => Why("_update", "change");

    /// <summary>Why its records cannot be removed with the remote API; null if they can.</summary>
    public string? WhyNotRemoved => Why("_delete", "remove");

    /// <summary>The permission that reading its records needs.</summary>
    public string Permission => PanelFunctions.TryGet(noun.Functions + "_get", out var function) ? function.Group ?? "" : "";

    /// <summary>Removes from an identity what is a value.</summary>
    /// <param name="identity">The identity.</param>
    public string WithoutValues(string identity)
        => string.Join(StateObject.PartSeparator, identity.Split(StateObject.PartSeparator).Where((_, at) => at == 0 || !IsValue(Identity[at])));

    private bool IsValue(int ordinal) => Columns[ordinal].RefersTo is null;

    /// <summary>Does something that depends on the record's type.</summary>
    public TResult Accept<TResult>(INounVisitor<TResult> visitor) => noun.Accept(visitor);

    /// <summary>Finds the column of a member of a state; -1 if there is none.</summary>
    public int OrdinalOf(string member) => _members.GetValueOrDefault(member, -1);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static bool IsKept(PanelColumn column)
        => (column.IsWritten || column.RefersTo is not null) && (column.Flags & (ColumnFlags.Internal | ColumnFlags.MadeFromIds)) == 0;

    private static Dictionary<string, int> Members(IStateNoun noun)
    {
        var members = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var ordinal = 0; ordinal < noun.Columns.Count; ordinal++)
            if (IsKept(noun.Columns[ordinal])) members.Add(noun.Columns[ordinal].StateName, ordinal);
        return members;
    }

    private string? Why(string ending, string action)
        => PanelFunctions.TryGet(noun.Functions + ending, out _) ? null : $"the panel's remote API has no function {noun.Functions}{ending}, so it cannot {action} {noun.Title} records";

    private sealed class IdentityVisitor : INounVisitor<IEnumerable<int>>
    {
        public IEnumerable<int> Visit<T>(PanelNoun<T> noun) where T : PanelObject => new[] { noun.KeyOrdinal }.Concat(noun.KeyParts.Where(ordinal => ordinal != noun.KeyOrdinal));
    }

    // Texts that refer to other records by their keys.
    private sealed class LinkVisitor : INounVisitor<IEnumerable<Type>>
    {
        public IEnumerable<Type> Visit<T>(PanelNoun<T> noun) where T : PanelObject => noun.LinkedTypes;
    }

    private sealed class AfterVisitor : INounVisitor<IEnumerable<Type>>
    {
        public IEnumerable<Type> Visit<T>(PanelNoun<T> noun) where T : PanelObject => noun.AddedAfter;
    }

    private sealed class CaseVisitor : INounVisitor<bool>
    {
        public bool Visit<T>(PanelNoun<T> noun) where T : PanelObject => noun.KeyComparison != StringComparison.Ordinal;
    }
}
