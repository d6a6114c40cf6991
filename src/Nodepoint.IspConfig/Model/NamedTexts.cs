using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Nodepoint.IspConfig.Model;

/// <summary>Texts by name, for a few names that many objects share. Read-only.</summary>
/// <param name="names">The names, each once.</param>
/// <param name="texts">The text of each name.</param>
internal sealed class NamedTexts(string[] names, string?[] texts) : IDictionary<string, string?>
{
    /// <inheritdoc/>
    public int Count => names.Length;

    /// <inheritdoc/>
    public bool IsReadOnly => true;

    /// <inheritdoc/>
    public ICollection<string> Keys => names;

    /// <inheritdoc/>
    public ICollection<string?> Values => texts;

    /// <inheritdoc/>
    public string? this[string key]
    {
        get => TryGetValue(key, out var text) ? text : throw new KeyNotFoundException($"The given key '{key}' was not present in the dictionary.");
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public bool ContainsKey(string key) => IndexOf(key) >= 0;

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string? value)
    {
        var index = IndexOf(key);
        value = index < 0 ? null : texts[index];
        return index >= 0;
    }

    /// <inheritdoc/>
    public bool Contains(KeyValuePair<string, string?> item) => TryGetValue(item.Key, out var text) && text == item.Value;

    /// <inheritdoc/>
    public void CopyTo(KeyValuePair<string, string?>[] array, int arrayIndex)
    {
        foreach (var pair in this) array[arrayIndex++] = pair;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string?>> GetEnumerator()
    {
        for (var i = 0; i < names.Length; i++) yield return new(names[i], texts[i]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public void Add(string key, string? value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Add(KeyValuePair<string, string?> item) => throw new NotSupportedException();

    /// <inheritdoc/>
    public bool Remove(string key) => throw new NotSupportedException();

    /// <inheritdoc/>
    public bool Remove(KeyValuePair<string, string?> item) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Clear() => throw new NotSupportedException();

    private int IndexOf(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Array.IndexOf(names, key);
    }
}
