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

    /// <summary>
    /// PHP's array_merge_recursive: values of the same name become a list, lists are joined, and members with numbers as names are appended.
    /// </summary>
    public PhpArray MergedDeeplyWith(PhpArray second)
    {
        var merged = Copy();
        foreach (var (key, value) in second)
        {
            if (IsIndex(key)) merged.AppendAfterLast(value);
            else if (!merged.TryGetValue(key, out var known)) merged[key] = value;
            else
            {
                var list = known as PhpArray ?? new PhpArray([known]);
                merged[key] = value is PhpArray more ? list.MergedDeeplyWith(more) : list.With(value);
            }
        }
        return merged;
    }

    /// <summary>Whether PHP reads a member name as a number.</summary>
    public static bool IsIndex(string key) =>
        long.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number.ToString(CultureInfo.InvariantCulture) == key;

    public PhpArray Copy()
    {
        var copy = new PhpArray();
        foreach (var (key, value) in this) copy.Add(key, value);
        return copy;
    }

    private PhpArray With(object? item)
    {
        var longer = Copy();
        longer.AppendAfterLast(item);
        return longer;
    }

    private void AppendAfterLast(object? item)
    {
        var last = Keys.Where(IsIndex).Select(k => long.Parse(k, CultureInfo.InvariantCulture)).DefaultIfEmpty(-1).Max();
        this[(last + 1).ToString(CultureInfo.InvariantCulture)] = item;
    }
}
