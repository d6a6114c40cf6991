using System.Globalization;

namespace Nodepoint.IspConfig.Model;

/// <summary>Says which record is meant: by its natural key, by the panel's number, or by the record itself.</summary>
/// <typeparam name="T">The record.</typeparam>
public sealed class Reference<T> where T : PanelObject
{
    /// <summary>A record that was read before.</summary>
    /// <param name="value">The record.</param>
    public Reference(T value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Value = value;
        Id = value.Id > 0 ? value.Id : null;
    }

    /// <summary>The panel's number of a record.</summary>
    /// <param name="id">The number; 0 and more.</param>
    public Reference(long id)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        Id = id;
    }

    /// <summary>The natural key of a record; a text of digits is its number.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    public Reference(string key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        if (long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) Id = id;
        else Key = key.Trim();
    }

    /// <summary>The number, where it is known.</summary>
    public long? Id { get; }

    /// <summary>The natural key, where the record is named by it.</summary>
    public string? Key { get; }

    /// <summary>The record, where it was read before.</summary>
    public T? Value { get; }

    /// <summary>The key or the number, for messages.</summary>
    /// <returns>What the record is called.</returns>
    public override string ToString() => Value?.ToString() ?? Key ?? Id?.ToString(CultureInfo.InvariantCulture) ?? "";
}
