using System.Globalization;

namespace Nodepoint.Sandbox.Contract;

/// <summary>The type of a column.</summary>
internal enum ColumnKind
{
    Integer,
    Decimal,
    Text,
    Enumeration,
    Set,
    Date,
    DateTime,
    Timestamp,
    Bytes,
}

/// <summary>A column and its type as MySQL declares it.</summary>
internal sealed class ColumnDefinition
{
    public ColumnDefinition(string name, ColumnEntry entry)
    {
        Name = name;
        IsNullable = entry.Nullable;
        IsKey = entry.Key == "PRI";
        IsUnsigned = entry.Type.EndsWith("unsigned", StringComparison.Ordinal);
        var open = entry.Type.IndexOf('(', StringComparison.Ordinal);
        var word = open < 0 ? entry.Type : entry.Type[..open];
        var argument = open < 0 ? "" : entry.Type[(open + 1)..entry.Type.LastIndexOf(')')].Trim();
        Kind = KindOf(word);
        Length = LengthOf(word, argument);
        IsFixed = word == "char";
        (Minimum, Maximum) = RangeOf(word, IsUnsigned);
        Decimals = Kind == ColumnKind.Decimal ? int.Parse(argument.Split(',')[1], CultureInfo.InvariantCulture) : 0;
        Members = Kind is ColumnKind.Enumeration or ColumnKind.Set ? [.. argument.Split(',').Select(m => m.Trim().Trim('\''))] : [];
        Default = entry.Default is null or "NULL" ? null : entry.Default.Trim('\'');
        if (Default == "current_timestamp()") Default = null;
    }

    public string Name { get; }

    public ColumnKind Kind { get; }

    public bool IsNullable { get; }

    public bool IsKey { get; }

    public bool IsUnsigned { get; }

    public bool IsNumber => Kind is ColumnKind.Integer or ColumnKind.Decimal;

    /// <summary>The maximum length of a text in characters; negative for a length in bytes.</summary>
    public int Length { get; }

    /// <summary>Whether the type is char, which loses trailing spaces.</summary>
    public bool IsFixed { get; }

    public int Decimals { get; }

    public decimal Minimum { get; }

    public decimal Maximum { get; }

    public IReadOnlyList<string> Members { get; }

    /// <summary>The default value; null for none.</summary>
    public string? Default { get; }

    private static ColumnKind KindOf(string word) => word switch
    {
        "int" or "tinyint" or "smallint" or "bigint" => ColumnKind.Integer,
        "decimal" => ColumnKind.Decimal,
        "enum" => ColumnKind.Enumeration,
        "set" => ColumnKind.Set,
        "date" => ColumnKind.Date,
        "datetime" => ColumnKind.DateTime,
        "timestamp" => ColumnKind.Timestamp,
        "mediumblob" => ColumnKind.Bytes,
        "varchar" or "char" or "text" or "mediumtext" or "longtext" => ColumnKind.Text,
        _ => throw new InvalidOperationException($"The contract has an unknown column type {word}."),
    };

    private static int LengthOf(string word, string argument) => word switch
    {
        "varchar" or "char" => int.Parse(argument, CultureInfo.InvariantCulture),
        "text" => -65535,
        "mediumtext" or "mediumblob" => -16_777_215,
        _ => int.MaxValue,
    };

    private static (decimal Minimum, decimal Maximum) RangeOf(string word, bool isUnsigned) => (word, isUnsigned) switch
    {
        ("tinyint", false) => (-128, 127),
        ("tinyint", true) => (0, 255),
        ("smallint", false) => (-32768, 32767),
        ("smallint", true) => (0, 65535),
        ("int", false) => (int.MinValue, int.MaxValue),
        ("int", true) => (0, uint.MaxValue),
        // SQLite stores only signed numbers; those of a panel are much smaller.
        ("bigint", true) => (0, long.MaxValue),
        ("decimal", _) => (-999.99m, 999.99m),
        _ => (long.MinValue, long.MaxValue),
    };
}
