using System.Globalization;

namespace Nodepoint.Sandbox.Php;

/// <summary>PHP's array: an ordered map, which is a list when its keys count up from 0.</summary>
internal sealed class PhpArray : OrderedDictionary<string, object?>
{
    public PhpArray()
        : base(StringComparer.Ordinal)
    {
    }

    public PhpArray(IEnumerable<object?> items)
        : this()
    {
        foreach (var item in items) Append(item);
    }

    /// <summary>The value of a member, or null: reading a missing member does not fail in PHP.</summary>
    public object? Value(string key) => TryGetValue(key, out var value) ? value : null;

    /// <summary>PHP's isset: the member exists and is not null.</summary>
    public bool IsSet(string key) => Value(key) is not null;

    public bool IsList
    {
        get
        {
            for (var i = 0; i < Count; i++)
                if (GetAt(i).Key != i.ToString(CultureInfo.InvariantCulture)) return false;
            return true;
        }
    }

    public void Append(object? item) => this[Count.ToString(CultureInfo.InvariantCulture)] = item;

    /// <summary>A copy in which members of the other array replace those of this one; new members are appended.</summary>
    public PhpArray MergedWith(PhpArray? second)
    {
        var merged = Copy();
        if (second is null) return merged;
        foreach (var (key, value) in second) merged[key] = value;
        return merged;
    }

    public PhpArray Copy()
    {
        var copy = new PhpArray();
        foreach (var (key, value) in this) copy.Add(key, value);
        return copy;
    }
}
