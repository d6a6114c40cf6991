using System.Collections;

namespace Nodepoint.IspConfig.Model;

/// <summary>A set of columns of one noun, by ordinal; up to 128 columns.</summary>
/// <remarks>Two words, because code with a UInt128 is not compiled ahead of time, and is slow until it is optimized.</remarks>
public readonly record struct ColumnSet : IEnumerable<int>
{
    private const int Word = 64;

    private readonly ulong _low;
    private readonly ulong _high;

    private ColumnSet(ulong low, ulong high) => (_low, _high) = (low, high);

    /// <summary>The empty set.</summary>
    public static ColumnSet Empty => default;

    /// <summary>Whether the set is empty.</summary>
    public bool IsEmpty => (_low | _high) == 0;

    /// <summary>Creates a set of the first columns of a noun.</summary>
    /// <param name="count">The number of columns, from 0 to 128.</param>
    /// <returns>The set.</returns>
    public static ColumnSet First(int count) => new(Ones(count), Ones(count - Word));

    /// <summary>Whether the set contains a column.</summary>
    /// <param name="ordinal">The column's ordinal; -1 for none.</param>
    /// <returns>True if it does.</returns>
    public bool Contains(int ordinal) => ordinal >= 0 && ((ordinal < Word ? _low : _high) & Bit(ordinal)) != 0;

    /// <summary>Adds a column.</summary>
    /// <param name="ordinal">The column's ordinal.</param>
    /// <returns>A new set.</returns>
    public ColumnSet With(int ordinal) => ordinal < Word ? new(_low | Bit(ordinal), _high) : new(_low, _high | Bit(ordinal));

    /// <summary>Removes a column.</summary>
    /// <param name="ordinal">The column's ordinal.</param>
    /// <returns>A new set.</returns>
    public ColumnSet Without(int ordinal) => ordinal < Word ? new(_low & ~Bit(ordinal), _high) : new(_low, _high & ~Bit(ordinal));

    /// <summary>The columns in either set.</summary>
    /// <param name="other">The other set.</param>
    /// <returns>A new set.</returns>
    public ColumnSet Union(ColumnSet other) => new(_low | other._low, _high | other._high);

    /// <summary>The columns in both sets.</summary>
    /// <param name="other">The other set.</param>
    /// <returns>A new set.</returns>
    public ColumnSet Intersect(ColumnSet other) => new(_low & other._low, _high & other._high);

    /// <summary>The columns in this set but not in the other.</summary>
    /// <param name="other">The other set.</param>
    /// <returns>A new set.</returns>
    public ColumnSet Except(ColumnSet other) => new(_low & ~other._low, _high & ~other._high);

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator()
    {
        for (var ordinal = 0; ordinal < 2 * Word; ordinal++)
            if (Contains(ordinal)) yield return ordinal;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // A shift uses the lowest six bits of its count.
    private static ulong Bit(int ordinal) => 1UL << ordinal;

    private static ulong Ones(int count) => count <= 0 ? 0 : count >= Word ? ulong.MaxValue : Bit(count) - 1;
}
