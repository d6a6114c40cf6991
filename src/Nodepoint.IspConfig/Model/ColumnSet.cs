using System.Collections;

namespace Nodepoint.IspConfig.Model;

/// <summary>A set of columns of one noun, by ordinal; up to 128 columns.</summary>
/// <param name="Bits">A bit for each column.</param>
public readonly record struct ColumnSet(UInt128 Bits) : IEnumerable<int>
{
    /// <summary>The empty set.</summary>
    public static ColumnSet Empty => default;

    /// <summary>Whether the set is empty.</summary>
    public bool IsEmpty => Bits == 0;

    /// <summary>Creates a set of the first columns of a noun.</summary>
    /// <param name="count">The number of columns, from 0 to 128.</param>
    /// <returns>The set.</returns>
    public static ColumnSet First(int count) => new(count >= 128 ? UInt128.MaxValue : (UInt128.One << count) - 1);

    /// <summary>Whether the set contains a column.</summary>
    /// <param name="ordinal">The column's ordinal; -1 for none.</param>
    /// <returns>True if it does.</returns>
    public bool Contains(int ordinal) => ordinal >= 0 && (Bits >> ordinal & 1) != 0;

    /// <summary>Adds a column.</summary>
    /// <param name="ordinal">The column's ordinal.</param>
    /// <returns>A new set.</returns>
    public ColumnSet With(int ordinal) => new(Bits | UInt128.One << ordinal);

    /// <summary>Removes a column.</summary>
    /// <param name="ordinal">The column's ordinal.</param>
    /// <returns>A new set.</returns>
    public ColumnSet Without(int ordinal) => new(Bits & ~(UInt128.One << ordinal));

    /// <summary>The columns in either set.</summary>
    /// <param name="other">The other set.</param>
    /// <returns>A new set.</returns>
    public ColumnSet Union(ColumnSet other) => new(Bits | other.Bits);

    /// <summary>The columns in both sets.</summary>
    /// <param name="other">The other set.</param>
    /// <returns>A new set.</returns>
    public ColumnSet Intersect(ColumnSet other) => new(Bits & other.Bits);

    /// <summary>The columns in this set but not in the other.</summary>
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
