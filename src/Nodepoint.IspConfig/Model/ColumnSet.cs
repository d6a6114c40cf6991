using System.Collections;

namespace Nodepoint.IspConfig.Model;

/// <summary>A set of columns of one noun, by their order; up to 128 of them.</summary>
/// <param name="Bits">A bit for each column.</param>
public readonly record struct ColumnSet(UInt128 Bits) : IEnumerable<int>
{
    /// <summary>No column.</summary>
    public static ColumnSet Empty => default;

    /// <summary>Whether no column is in it.</summary>
    public bool IsEmpty => Bits == 0;

    /// <summary>The first columns of a noun.</summary>
    /// <param name="count">How many; 0 to 128.</param>
    /// <returns>A set of so many.</returns>
    public static ColumnSet First(int count) => new(count >= 128 ? UInt128.MaxValue : (UInt128.One << count) - 1);

    /// <summary>Whether a column is in it.</summary>
    /// <param name="ordinal">The column's place; -1 is no column.</param>
    /// <returns>True when it is.</returns>
    public bool Contains(int ordinal) => ordinal >= 0 && (Bits >> ordinal & 1) != 0;

    /// <summary>This set and one column more.</summary>
    /// <param name="ordinal">The column's place.</param>
    /// <returns>A new set.</returns>
    public ColumnSet With(int ordinal) => new(Bits | UInt128.One << ordinal);

    /// <summary>This set without one column.</summary>
    /// <param name="ordinal">The column's place.</param>
    /// <returns>A new set.</returns>
    public ColumnSet Without(int ordinal) => new(Bits & ~(UInt128.One << ordinal));

    /// <summary>What is in either.</summary>
    /// <param name="other">The other set.</param>
    /// <returns>A new set.</returns>
    public ColumnSet Union(ColumnSet other) => new(Bits | other.Bits);

    /// <summary>What is in both.</summary>
    /// <param name="other">The other set.</param>
    /// <returns>A new set.</returns>
    public ColumnSet Intersect(ColumnSet other) => new(Bits & other.Bits);

    /// <summary>What is in this one and not in the other.</summary>
    /// <param name="other">The other set.</param>
    /// <returns>A new set.</returns>
    public ColumnSet Except(ColumnSet other) => new(Bits & ~other.Bits);

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator()
    {
        for (var ordinal = 0; ordinal < 128; ordinal++)
            if (Contains(ordinal)) yield return ordinal;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
