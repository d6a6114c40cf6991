using System.Globalization;

namespace Nodepoint.PowerShell.Inputs;

/// <summary>A number among keys that are texts. It is marked with a character that no key has, so that a text of digits stays a key.</summary>
internal static class NumberKey
{
    private const char Mark = '\uE000';

    /// <summary>The text for a number.</summary>
    public static string Of(long id) => Mark + id.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads the number; false for a key.</summary>
    public static bool TryRead(string key, out long id)
    {
        id = 0;
        return key.Length > 1 && key[0] == Mark && long.TryParse(key.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out id);
    }
}
