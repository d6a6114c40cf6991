using System.Collections.Frozen;
using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Storage;

/// <summary>The columns of a result, which its rows share.</summary>
internal sealed class RowShape(IReadOnlyList<string> names)
{
    private readonly FrozenDictionary<string, int> positions =
        names.Select((name, i) => (name, i)).DistinctBy(c => c.name).ToFrozenDictionary(c => c.name, c => c.i, StringComparer.Ordinal);

    public IReadOnlyList<string> Names { get; } = names;

    public int IndexOf(string name) => positions.TryGetValue(name, out var at) ? at : -1;
}

/// <summary>A row of the database. As in the panel, all values are texts or null.</summary>
internal sealed class Row(RowShape shape, string?[] values)
{
    public RowShape Shape { get; } = shape;

    public string?[] Values { get; } = values;

    public string? this[string name] => Shape.IndexOf(name) is var at and >= 0 ? Values[at] : null;

    public long Number(string name) => Loose.Int(this[name]);

    public PhpArray ToArray()
    {
        var array = new PhpArray();
        for (var i = 0; i < Values.Length; i++) array.Add(Shape.Names[i], Values[i]);
        return array;
    }

    /// <summary>A copy of the row with one value changed.</summary>
    public Row With(string name, string? value)
    {
        var values = (string?[])Values.Clone();
        values[Shape.IndexOf(name)] = value;
        return new Row(Shape, values);
    }
}
