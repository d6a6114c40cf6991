namespace Nodepoint.IspConfig.Model;

/// <summary>The panel's words for the values of an enumeration.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
/// <param name="names">Each value with the panel's word for it.</param>
public sealed class NamedValues<T>(params (T Value, string Name)[] names) where T : struct, Enum
{
    private readonly T _unknown = Enum.GetValues<T>().FirstOrDefault(value => !names.Any(named => EqualityComparer<T>.Default.Equals(named.Value, value)));

    /// <summary>The value of a word.</summary>
    /// <param name="name">The panel's word, in any case.</param>
    /// <returns>The value; for a word of a newer panel the enumeration's value without a word, else its first.</returns>
    public T Parse(string name)
    {
        foreach (var (value, word) in names)
            if (string.Equals(word, name, StringComparison.OrdinalIgnoreCase)) return value;
        return _unknown;
    }

    /// <summary>The word of a value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The panel's word; null for a value without one, which is not sent.</returns>
    public string? NameOf(T value)
    {
        foreach (var (candidate, word) in names)
            if (EqualityComparer<T>.Default.Equals(candidate, value)) return word;
        return null;
    }
}
