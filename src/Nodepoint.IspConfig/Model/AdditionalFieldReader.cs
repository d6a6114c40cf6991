namespace Nodepoint.IspConfig.Model;

/// <summary>Collects the columns of a row that have no member. Most rows have the same ones as the row before, and then share its names.</summary>
/// <param name="index">The index of the other columns, which keeps the names for the next row.</param>
internal struct AdditionalFieldReader(ColumnIndex index)
{
    private readonly string[] _expected = index.Additional;
    private string?[]? _values;
    private int _count;
    private Dictionary<string, string?>? _unexpected;

    /// <summary>Adds a column. Of two with the same name, the last one counts.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="value">The column's value.</param>
    public void Add(string name, string? value)
    {
        if (_unexpected is null && _count < _expected.Length && _expected[_count] == name) (_values ??= new string?[_expected.Length])[_count++] = value;
        else Unexpected()[name] = value;
    }

    /// <summary>The columns of the row.</summary>
    public AdditionalFieldTable ToTable()
    {
        if (_unexpected is null && _count == 0) return AdditionalFieldTable.None;
        if (_unexpected is null && _count == _expected.Length) return new AdditionalFieldTable(new NamedTexts(_expected, _values!));
        var fields = Unexpected();
        index.Additional = [.. fields.Keys];
        return new AdditionalFieldTable(fields);
    }

    private Dictionary<string, string?> Unexpected()
    {
        if (_unexpected is not null) return _unexpected;
        _unexpected = new Dictionary<string, string?>(_expected.Length, StringComparer.Ordinal);
        for (var i = 0; i < _count; i++) _unexpected.Add(_expected[i], _values![i]);
        return _unexpected;
    }
}
