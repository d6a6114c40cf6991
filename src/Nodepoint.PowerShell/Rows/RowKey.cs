using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Rows;

/// <summary>Reads which record a row names from all its key columns: the natural key, the ID, and the record that it belongs to.</summary>
/// <typeparam name="T">The record.</typeparam>
internal static class RowKey<T> where T : PanelObject
{
    private static readonly PanelNoun<T> Noun = PanelNouns.All.OfType<PanelNoun<T>>().Single();
    private static readonly PropertyInfo KeyMember = typeof(T).GetProperties().Single(member => member.GetCustomAttribute<KeyAttribute>() is not null);
    /// <summary>The columns that name a record, for messages.</summary>
    public static readonly IReadOnlyList<string> Columns = [KeyMember.Name, "Id"];

    private static readonly string[] KeyNames = ["Identity", .. NamesOf(KeyMember)];
    private static readonly string[] IdNames = ["Id", .. Noun.IdColumn == "id" ? [] : new[] { Noun.IdColumn }];
    private static readonly Part[] Parts = [.. typeof(T).GetProperties().Where(member => member != KeyMember).Select(Part.Of).OfType<Part>()];

    /// <summary>Reads the key columns.</summary>
    /// <param name="row">The row.</param>
    /// <param name="isChange">Whether the row also has new values: then only IDs of other records count as key columns.</param>
    /// <returns>The reference; null if the row has no key column.</returns>
    public static Reference<T>? Read(PSObject row, bool isChange)
    {
        var (keyColumn, idColumn) = (Find(row, KeyNames), Find(row, IdNames));
        if (keyColumn is null && idColumn is null) return null;
        // An ID of another kind of record, as in the output of Select-Object, must not name a record of this kind.
        if (idColumn is not null && RowKind.Of(row) is { } kind && kind != typeof(T)) return Reference<T>.Refused(Titles.WrongObject(kind, Noun.Title));
        var (key, id) = ((string?)null, (long?)null);
        if (Bare(keyColumn) is { } cell)
        {
            if (cell is T record) return new Reference<T>(record);
            if (IsNumber(cell)) id = Convert.ToInt64(cell, CultureInfo.InvariantCulture);
            else key = Convert.ToString(cell, CultureInfo.InvariantCulture);
        }

        if (Bare(idColumn) is { } number)
        {
            if (!TryNumber(number, out var read)) return Reference<T>.Refused(new RuleException(Rule.KeyMismatch, $"Cannot read '{number}' as {idColumn!.Name}. Use the ID of a {Noun.Title}, which is a whole number."));
            if (id is { } other && other != read) return Reference<T>.Refused(new RuleException(Rule.KeyMismatch, $"The row names {Noun.Title} {other} and, in the column {idColumn!.Name}, {Noun.Title} {read}. Nothing was sent. Correct the row."));
            id = read;
        }

        if (key is null && id is null)
            return isChange ? null : Reference<T>.Refused(new RuleException(Rule.NothingSpecified, $"The row names no {Noun.Title}: {(keyColumn ?? idColumn)!.Name} is empty. Nothing was sent."));
        var conditions = Parts.Where(part => !isChange || part.IsId).Select(part => part.Read(row)).Append(OwnerGroup(row)).Append(isChange ? null : OwnerName(row));
        return new Reference<T>(key, id, [.. conditions.OfType<RowCondition<T>>()]);
    }

    /// <summary>The natural key that a row or an object has.</summary>
    /// <param name="row">The row.</param>
    /// <returns>The cell, which is null if it is empty; null if the row has no column for the key.</returns>
    public static (object? Value, bool Found) KeyIn(PSObject row) => Find(row, KeyNames) is { } column ? (Bare(column), true) : (null, false);

    private static PSPropertyInfo? Find(PSObject row, string[] names) => names.Select(name => row.Properties[name]).FirstOrDefault(column => column is not null && Bare(column) is not null)
        ?? names.Select(name => row.Properties[name]).FirstOrDefault(column => column is not null);

    // The cell; null if it is empty.
    private static object? Bare(PSPropertyInfo? column)
    {
        object? value;
        try { value = column?.Value; }
        catch (ExtendedTypeSystemException) { return null; }
        if (value is PSObject wrapped) value = wrapped.BaseObject;
        return value is string text && string.IsNullOrWhiteSpace(text) ? null : value;
    }

    private static bool IsNumber(object value) => value is int or long or short or byte or uint or ushort or sbyte;

    private static bool TryNumber(object value, out long number)
    {
        number = 0;
        if (!IsNumber(value)) return value is string text && long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out number);
        number = Convert.ToInt64(value, CultureInfo.InvariantCulture);
        return number >= 0;
    }

    private static IEnumerable<string> NamesOf(PropertyInfo member)
        => member.GetCustomAttribute<ColumnAttribute>() is { } column ? [member.Name, column.Name, .. column.Aliases] : [member.Name];

    // The group that owned the record when it was exported.
    private static RowCondition<T>? OwnerGroup(PSObject row)
        => Noun.IsOwned && row.Properties[nameof(PanelObject.OwnerGroupId)] is { } column && Bare(column) is { } cell && TryNumber(cell, out var group) && group > 0
            ? new RowCondition<T>(column.Name, group.ToString(CultureInfo.InvariantCulture), value => string.Create(CultureInfo.InvariantCulture, $"{nameof(PanelObject.OwnerGroupId)} '{value.OwnerGroupId}'"), (value, _, _) => new(value.OwnerGroupId == group))
            : null;

    // In a row of Set-, the client is the new owner.
    private static RowCondition<T>? OwnerName(PSObject row)
    {
        if (!Noun.IsOwned || typeof(T) == typeof(Client) || row.Properties[nameof(Client)] is not { } column || Bare(column) is not { } cell) return null;
        var client = cell is Client record ? new Reference<Client>(record) : IsNumber(cell) ? new Reference<Client>(Convert.ToInt64(cell, CultureInfo.InvariantCulture)) : new Reference<Client>(Convert.ToString(cell, CultureInfo.InvariantCulture)!);
        return new RowCondition<T>(column.Name, client.ToString(), value => string.Create(CultureInfo.InvariantCulture, $"{nameof(PanelObject.OwnerGroupId)} '{value.OwnerGroupId}'"), async (value, lookup, cancel) =>
            value.OwnerGroupId == (await lookup.OwnerAsync(client, cancel).ConfigureAwait(false)).GroupId);
    }

    private sealed class Part
    {
        private readonly PropertyInfo _member;
        private readonly string[] _names;
        private readonly string? _parentName;
        private readonly NamedInputAttribute? _words;
        private readonly Func<string, PanelLookup, CancellationToken, Task<long>>? _findParentAsync;

        private Part(PropertyInfo member, LinkAttribute? link)
        {
            (_member, _names, IsId) = (member, [.. NamesOf(member)], link is not null && member.PropertyType == typeof(long));
            _words = member.PropertyType.IsEnum ? new NamedInputAttribute(member.PropertyType) : null;
            _parentName = link is null ? null : link.Name ?? link.Record.Name;
            if (!IsId) return;
            _findParentAsync = typeof(Part).GetMethod(nameof(FindAsync), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(link!.Record).CreateDelegate<Func<string, PanelLookup, CancellationToken, Task<long>>>();
        }

        /// <summary>Whether it is the ID of another record.</summary>
        public bool IsId { get; }

        /// <summary>The part for a member; null if the member does not identify the record.</summary>
        public static Part? Of(PropertyInfo member)
        {
            var link = member.GetCustomAttribute<LinkAttribute>() is { Parent: true } parent ? parent : null;
            // The server counts too: the same name can be on several.
            var isPart = member.GetCustomAttribute<KeyPartAttribute>() is not null || member.Name == "ServerId";
            return link is not null || (isPart && (member.PropertyType == typeof(string) || member.PropertyType == typeof(long) || member.PropertyType.IsEnum)) ? new Part(member, link) : null;
        }

        public RowCondition<T>? Read(PSObject row)
        {
            if (Find(row, _names) is { } column && Bare(column) is { } cell)
            {
                if (_words is not null) return ByWord(column.Name, cell);
                if (_member.PropertyType != typeof(long)) return ByText(column.Name, cell is PanelObject parentRecord ? parentRecord.ToString() : Convert.ToString(cell, CultureInfo.InvariantCulture)!);
                if (TryNumber(cell, out var id)) return ById(column.Name, id);
                if (IsId) return ByParent(column.Name, cell.ToString()!);
            }

            if (_parentName is null || row.Properties[_parentName] is not { } named || Bare(named) is not { } parent) return null;
            if (!IsId) return parent is PanelObject one ? ByText(named.Name, one.ToString()) : IsNumber(parent) ? null : ByText(named.Name, Convert.ToString(parent, CultureInfo.InvariantCulture)!);
            return parent is PanelObject record ? ById(named.Name, record.Id) : IsNumber(parent) ? ById(named.Name, Convert.ToInt64(parent, CultureInfo.InvariantCulture)) : ByParent(named.Name, parent.ToString()!);
        }

        private RowCondition<T> ByText(string column, string text)
            => new(column, text, Stored, (value, _, _) => new(string.Equals((string?)_member.GetValue(value), text.Trim(), StringComparison.OrdinalIgnoreCase)));

        // A word that the enumeration does not have matches no record.
        private RowCondition<T> ByWord(string column, object cell)
        {
            object? word;
            try { word = _words!.Read(cell); }
            catch (ArgumentTransformationMetadataException) { word = null; }
            return new(column, Convert.ToString(cell, CultureInfo.InvariantCulture)!, Stored, (value, _, _) => new(Equals(_member.GetValue(value), word)));
        }

        private RowCondition<T> ById(string column, long id)
            => new(column, id.ToString(CultureInfo.InvariantCulture), Stored, (value, _, _) => new((long)_member.GetValue(value)! == id));

        private RowCondition<T> ByParent(string column, string key)
            => new(column, key, Stored, async (value, lookup, cancel) => (long)_member.GetValue(value)! == await _findParentAsync!(key, lookup, cancel).ConfigureAwait(false));

        private string Stored(T value) => string.Create(CultureInfo.InvariantCulture, $"{_member.Name} '{_member.GetValue(value)}'");

        private static async Task<long> FindAsync<TParent>(string key, PanelLookup lookup, CancellationToken cancel) where TParent : PanelObject
            => (await lookup.FindAsync(PanelNouns.All.OfType<PanelNoun<TParent>>().Single(), new Reference<TParent>(key), cancel).ConfigureAwait(false)).Id;
    }
}
