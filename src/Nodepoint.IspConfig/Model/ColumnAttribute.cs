namespace Nodepoint.IspConfig.Model;

/// <summary>Maps a member of a record to a column of the panel, and specifies how its value is stored.</summary>
/// <param name="name">The panel's name for the column.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ColumnAttribute(string name) : Attribute
{
    /// <summary>The panel's name for the column.</summary>
    public string Name { get; } = name;

    /// <summary>How many of the member's units make one unit of the column: 1048576 if the panel counts in MB and the member in bytes.</summary>
    public long Unit { get; init; } = 1;

    /// <summary>Whether the column has a value for "unlimited", which the member shows as -1.</summary>
    public bool HasUnlimited { get; init; }

    /// <summary>The column's value for "unlimited", if <see cref="HasUnlimited"/> is set.</summary>
    public long Unlimited { get; init; } = -1;

    /// <summary>The largest number that the column holds, in its own unit; the panel stores it in place of any larger number.</summary>
    public long Most { get; init; } = int.MaxValue;

    /// <summary>Whether the column has the opposite meaning of the member ("disableimap").</summary>
    public bool Inverted { get; init; }

    /// <summary>Whether the column stores Y and N instead of y and n, as DNS columns do.</summary>
    public bool Upper { get; init; }

    /// <summary>Whether the column stores 1 and 0 instead of y and n.</summary>
    public bool Digit { get; init; }

    /// <summary>The separator between the elements of a list.</summary>
    public string Separator { get; init; } = ",";

    /// <summary>A prefix of every value in the column that the member omits: "@" if the panel stores "@example.com".</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Whether only the panel sets the column: it is read, never sent, and is not a parameter.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Whether the column is sent but is not a parameter of a cmdlet.</summary>
    public bool Internal { get; init; }

    /// <summary>Whether every update sends the current value too, because the panel would otherwise damage it.</summary>
    public bool Resend { get; init; }

    /// <summary>Whether the panel needs the column, or the module derives it: an empty value counts as not specified.</summary>
    public bool NotEmpty { get; init; }

    /// <summary>Whether it is a size in bytes, which can be written as 500MB. Columns with a unit of 1024 bytes or more always are.</summary>
    public bool Bytes { get; init; }

    /// <summary>Whether a size limit of 0 is meant, as for what has no files of its own.</summary>
    public bool CanBeZero { get; init; }

    /// <summary>Whether it is a time in seconds, which can be written as 1h30m.</summary>
    public bool Seconds { get; init; }

    /// <summary>Aliases of the parameter, in addition to the column's name.</summary>
    public string[] Aliases { get; init; } = [];
}
