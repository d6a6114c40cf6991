using System.Globalization;

namespace Nodepoint.PowerShell.Completion;

/// <summary>A name, or an ID, of something on a panel.</summary>
/// <param name="Text">What the parameter gets.</param>
/// <param name="Tip">What it is.</param>
internal sealed record PanelName(string Text, string Tip)
{
    /// <summary>What the list of completions shows.</summary>
    public string Label { get; init; } = Text;

    /// <summary>By what else it is found: the letters of a Punycode name, the name without its prefix, the name for an ID.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>The ID, to tell apart several things with one name; 0 if the parameter accepts no ID.</summary>
    public long Id { get; init; }

    /// <summary>Whether the parameter gets a number.</summary>
    public bool IsNumber { get; init; }

    /// <summary>The ID of something, which is found by its name too.</summary>
    /// <param name="id">The ID.</param>
    /// <param name="name">The name.</param>
    /// <param name="title">What it is.</param>
    /// <param name="others">By what else it is found.</param>
    public static PanelName OfId(long id, string name, string title, params string[] others)
        => new(id.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"{title} {name} (ID {id})")) { Label = string.Create(CultureInfo.InvariantCulture, $"{id} ({name})"), Others = [name, .. others], IsNumber = true };
}
