using System.Text.Json;
using Nodepoint.IspConfig.State;

namespace Nodepoint.IspConfig.Model;

// How records are kept in a state.
public abstract partial class PanelNoun<T> : IStateNoun
{
    /// <summary>Reads one row, and its secrets if they are asked for: hashes as the panel stores them.</summary>
    /// <param name="reader">The reader, at the start of the row; left at its end.</param>
    /// <param name="withSecrets">Whether to read secrets.</param>
    /// <returns>The record.</returns>
    internal abstract T Read(ref Utf8JsonReader reader, bool withSecrets);

    /// <summary>Removes from a record what the panel makes from other records, which a state keeps themselves.</summary>
    /// <param name="value">The record as the panel returns it.</param>
    /// <returns>The record.</returns>
    internal virtual T WithoutCopies(T value) => value;

    /// <summary>Marks the secrets of a record as the panel's own values, which are stored unchanged.</summary>
    /// <param name="value">The record of a state.</param>
    /// <returns>The record.</returns>
    internal virtual T AsStored(T value) => value;

    /// <summary>The types of the records that its rules look at, although its records do not refer to them.</summary>
    internal virtual IReadOnlyList<Type> AddedAfter => [];

    /// <summary>Writes the value of a member as a state keeps it; null for none.</summary>
    /// <param name="writer">The writer, after the member's name.</param>
    /// <param name="value">The record.</param>
    /// <param name="ordinal">The column.</param>
    internal abstract void WriteMember(Utf8JsonWriter writer, T value, int ordinal);

    /// <summary>Creates a record from values of a state. What is not among them has its default.</summary>
    /// <param name="members">The values, by ordinal.</param>
    /// <returns>The record, without its ID.</returns>
    /// <exception cref="FormatException">A value cannot be read.</exception>
    internal abstract T FromMembers(JsonElement[] members);

    /// <summary>The types of the records that its records refer to by their IDs or keys.</summary>
    internal virtual IReadOnlyList<Type> LinkedTypes => [];

    TResult IStateNoun.Accept<TResult>(INounVisitor<TResult> visitor) => visitor.Visit(this);
}
