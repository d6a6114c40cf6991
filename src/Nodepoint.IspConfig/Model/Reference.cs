using System.Globalization;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel;

namespace Nodepoint.IspConfig.Model;

/// <summary>Refers to a record by its natural key, by its ID, or by the record itself.</summary>
/// <typeparam name="T">The record's type.</typeparam>
public sealed class Reference<T> : IReference, IReadFromPanel where T : PanelObject
{
    /// <summary>Creates a reference to a record that was read before.</summary>
    /// <param name="value">The record.</param>
    public Reference(T value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Value = value;
        Id = value.Id > 0 ? value.Id : null;
    }

    /// <summary>Creates a reference to the record with an ID.</summary>
    /// <param name="id">The ID, from 0.</param>
    public Reference(long id)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        Id = id;
    }

    /// <summary>Creates a reference to the record with a natural key. A text of digits is a key too, not an ID.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="RuleException">The text is empty.</exception>
    public Reference(string key)
    {
        if (string.IsNullOrWhiteSpace(key)) throw new RuleException(Rule.NothingSpecified, "An empty text does not name an object. Specify its key.");
        Key = key.Trim();
    }

    /// <summary>Creates a reference to the record that a row names with all its key columns.</summary>
    /// <param name="key">The natural key; null if the row has none.</param>
    /// <param name="id">The ID; null if the row has none.</param>
    /// <param name="conditions">The other columns with which the record has to agree.</param>
    internal Reference(string? key, long? id, IReadOnlyList<RowCondition<T>> conditions) => (Key, Id, Conditions) = (key?.Trim(), id, conditions);

    private Reference(RuleException problem) => Problem = problem;

    /// <summary>The ID, if it is known.</summary>
    public long? Id { get; }

    /// <summary>The natural key, if the reference was created with it.</summary>
    public string? Key { get; }

    /// <summary>The record, if it was read before.</summary>
    public T? Value { get; }

    /// <summary>The other columns of a row with which the record has to agree; empty for none.</summary>
    internal IReadOnlyList<RowCondition<T>> Conditions { get; } = [];

    /// <summary>Why it refers to no record; null if it can be used.</summary>
    internal RuleException? Problem { get; }

    RuleException? IReference.Problem => Problem;

    Type IReference.RecordType => typeof(T);

    PanelConnection? IReadFromPanel.ReadFrom => Value?.ReadFrom.Connection;

    /// <summary>Creates a reference that cannot be used: whoever looks the record up gets the error.</summary>
    /// <param name="problem">The error.</param>
    /// <returns>The reference.</returns>
    internal static Reference<T> Refused(RuleException problem) => new(problem);

    /// <summary>Returns the key or the ID, for messages.</summary>
    /// <returns>The key or the ID.</returns>
    public override string ToString() => Value?.ToString() ?? Key ?? Id?.ToString(CultureInfo.InvariantCulture) ?? "";
}
