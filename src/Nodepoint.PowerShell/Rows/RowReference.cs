using System.Globalization;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.PowerShell.Rows;

/// <summary>Converts a value to a reference to a record, without PowerShell's search for a conversion.</summary>
/// <typeparam name="T">The record.</typeparam>
internal static class RowReference<T> where T : PanelObject
{
    /// <summary>The reference for a key, an ID, or a record; null for anything else.</summary>
    public static object? Read(object value) => value switch
    {
        Reference<T> => value,
        T record => new Reference<T>(record),
        string key => string.IsNullOrWhiteSpace(key) ? null : new Reference<T>(key),
        int or long => Convert.ToInt64(value, CultureInfo.InvariantCulture) is >= 0 and var id ? new Reference<T>(id) : null,
        _ => null,
    };
}
