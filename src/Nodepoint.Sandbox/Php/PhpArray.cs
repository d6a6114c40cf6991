using System.Globalization;

namespace Nodepoint.Sandbox.Php;

/// <summary>The panel's one collection: an ordered map that is a list when its keys count up from nought.</summary>
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

    /// <summary>A member, or null when there is none: reading never fails in PHP.</summary>
    public object? Value(string key) => TryGetValue(key, out var value) ? value : null;

    /// <summary>PHP's isset: there and not null.</summary>
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

    /// <summary>Members of the second replace those of the first, new ones go to the end.</summary>
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
