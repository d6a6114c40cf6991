using System.Text.Json;

namespace Nodepoint.IspConfig.Model.Preview;

/// <summary>A row as the rows of a command before would leave it.</summary>
/// <param name="Table">The table.</param>
/// <param name="Id">The row's ID.</param>
/// <param name="Values">The columns: all of a new row, otherwise those that are changed. Null if the row is removed.</param>
internal sealed record PreviewRow(string Table, long Id, IReadOnlyDictionary<string, JsonElement>? Values)
{
    /// <summary>Whether the values are the whole row, as the panel would return it.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Whether the row is not on the panel yet.</summary>
    public bool IsNew { get; init; }

    /// <summary>Whether the row is one that a filter finds: % and _ match as in the panel's SQL, without regard to case.</summary>
    public bool Matches(IReadOnlyList<KeyValuePair<string, string>> filter)
        => Values is not null && filter.All(one => Values.TryGetValue(one.Key, out var value) && SqlLike.IsMatch(value.ToString(), one.Value));

    /// <summary>The row with changed columns.</summary>
    public PreviewRow With(IReadOnlyDictionary<string, JsonElement> changes)
    {
        var values = new Dictionary<string, JsonElement>(Values ?? changes);
        foreach (var (column, value) in changes) values[column] = value;
        return this with { Values = values };
    }
}
