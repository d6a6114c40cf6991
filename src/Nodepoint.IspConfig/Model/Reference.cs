using System.Globalization;
using Nodepoint.IspConfig.Panel;

namespace Nodepoint.IspConfig.Model;

/// <summary>Refers to a record by its natural key, by its ID, or by the record itself.</summary>
/// <typeparam name="T">The record's type.</typeparam>
public sealed class Reference<T> : IReadFromPanel where T : PanelObject
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

    /// <summary>Creates a reference to the record with a natural key; a text of digits is read as an ID.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    public Reference(string key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        if (long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) Id = id;
        else Key = key.Trim();
    }

    /// <summary>The ID, if it is known.</summary>
    public long? Id { get; }

    /// <summary>The natural key, if the reference was created with it.</summary>
    public string? Key { get; }

    /// <summary>The record, if it was read before.</summary>
    public T? Value { get; }

    PanelConnection? IReadFromPanel.ReadFrom => Value?.ReadFrom.Connection;

    /// <summary>Returns the key or the ID, for messages.</summary>
    /// <returns>The key or the ID.</returns>
    public override string ToString() => Value?.ToString() ?? Key ?? Id?.ToString(CultureInfo.InvariantCulture) ?? "";
}
