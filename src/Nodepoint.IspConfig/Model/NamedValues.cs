namespace Nodepoint.IspConfig.Model;

/// <summary>The panel's names for the values of an enumeration.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
/// <param name="names">Each value with the panel's name for it.</param>
internal sealed class NamedValues<T>(params (T Value, string Name)[] names) where T : struct, Enum
{
    private readonly T _unknown = Enum.GetValues<T>().FirstOrDefault(value => !names.Any(named => EqualityComparer<T>.Default.Equals(named.Value, value)));

    /// <summary>Gets the value of a name.</summary>
    /// <param name="name">The panel's name; not case-sensitive.</param>
    /// <returns>The value; for an unknown name of a newer panel, the enumeration's value without a name, otherwise its first value.</returns>
    public T Parse(ReadOnlySpan<char> name)
    {
        foreach (var (value, word) in names)
            if (name.Equals(word, StringComparison.OrdinalIgnoreCase)) return value;
        return _unknown;
    }

    /// <summary>Gets the name of a value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The panel's name; null for a value without one, which is not sent.</returns>
    public string? NameOf(T value)
    {
        foreach (var (candidate, word) in names)
            if (EqualityComparer<T>.Default.Equals(candidate, value)) return word;
        return null;
    }
}
