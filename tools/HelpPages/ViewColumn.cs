using System.Globalization;

namespace Nodepoint.HelpPages;

/// <summary>A column of a table view.</summary>
/// <param name="Member">The member it shows.</param>
/// <param name="Label">Its heading.</param>
/// <param name="Width">Its width; null for what the line has left.</param>
/// <param name="IsRight">Whether it is set to the right.</param>
public sealed record ViewColumn(string Member, string Label, int? Width, bool IsRight)
{
    /// <summary>Reads "Member=Label:Width>"; label, width and > may be left out.</summary>
    public static ViewColumn Parse(string word)
    {
        var parts = word.TrimEnd('>').Split(':');
        var names = parts[0].Split('=');
        return new ViewColumn(names[0], names[^1], parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : null, word.EndsWith('>'));
    }
}
