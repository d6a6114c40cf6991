using Nodepoint.IspConfig.Panel;

namespace Nodepoint.PowerShell.Completion;

/// <summary>Where names of one kind come from.</summary>
/// <param name="Kind">What they name; the same for all sources of the same names.</param>
/// <param name="ReadAsync">Reads those that can begin with a text, as many as are shown.</param>
internal sealed record NameSource(string Kind, Func<PanelConnection, string, CancellationToken, Task<NameList>> ReadAsync)
{
    /// <summary>Whether all names are read at once, so that the text does not matter.</summary>
    public bool ReadsAll { get; init; }

    /// <summary>A source of names that the panel lists at once.</summary>
    /// <param name="kind">What they name.</param>
    /// <param name="readAsync">Reads them.</param>
    public static NameSource OfAll(string kind, Func<PanelConnection, CancellationToken, Task<IEnumerable<PanelName>>> readAsync)
        => new(kind, async (connection, _, cancel) => new NameList("", [.. await readAsync(connection, cancel).ConfigureAwait(false)], IsComplete: true)) { ReadsAll = true };
}

/// <summary>Names that were read from a panel.</summary>
/// <param name="Start">What they begin with; empty for any.</param>
/// <param name="Names">The names.</param>
/// <param name="IsComplete">Whether these are all that the panel has.</param>
internal sealed record NameList(string Start, IReadOnlyList<PanelName> Names, bool IsComplete)
{
    /// <summary>Whether all names that begin with a text are among these, as far as the panel would list them.</summary>
    /// <param name="start">The text.</param>
    public bool Covers(string start) => start.Equals(Start, StringComparison.OrdinalIgnoreCase) || (IsComplete && start.StartsWith(Start, StringComparison.OrdinalIgnoreCase));
}
