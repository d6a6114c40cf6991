namespace Nodepoint.IspConfig.Model;

/// <summary>Ties a member of a record to a column of the panel, and says how its value stands there.</summary>
/// <param name="name">The panel's name of the column.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ColumnAttribute(string name) : Attribute
{
    /// <summary>The panel's name of the column.</summary>
    public string Name { get; } = name;

    /// <summary>How many of the member's units one unit of the column is: 1048576 where the panel counts in MB and the member in bytes.</summary>
    public long Unit { get; init; } = 1;

    /// <summary>Whether the column has a marker for "unlimited", which the member shows as -1.</summary>
    public bool HasUnlimited { get; init; }

    /// <summary>What stands in the column for "unlimited", where <see cref="HasUnlimited"/> is set.</summary>
    public long Unlimited { get; init; } = -1;

    /// <summary>The largest number that the column holds, in its own unit; the panel stores this one for any that is larger.</summary>
    public long Most { get; init; } = int.MaxValue;

    /// <summary>Whether yes in the column is no in the member ("disableimap").</summary>
    public bool Inverted { get; init; }

    /// <summary>Whether the column keeps Y and N rather than y and n, as those of DNS do.</summary>
    public bool Upper { get; init; }

    /// <summary>Whether the column keeps 1 and 0 rather than y and n.</summary>
    public bool Digit { get; init; }

    /// <summary>What stands between the elements of a list.</summary>
    public string Separator { get; init; } = ",";

    /// <summary>What stands in the column before every text and is left out in the member: "@" where the panel keeps "@example.com".</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Whether the panel alone sets it: it is read, never sent, and is no parameter.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Whether it is sent but is no parameter of a cmdlet.</summary>
    public bool Internal { get; init; }

    /// <summary>Whether every update sends it along as it stands, because the panel does damage when it is missing.</summary>
    public bool Resend { get; init; }

    /// <summary>Other names of the parameter; the column's own name is always one.</summary>
    public string[] Aliases { get; init; } = [];
}
