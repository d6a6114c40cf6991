namespace Nodepoint.IspConfig.State;

/// <summary>Where an object of a state is found, so that a whole state is never in memory.</summary>
/// <param name="Noun">The noun.</param>
/// <param name="Identity">A text that is equal for the same object in two states.</param>
/// <param name="Name">The name that people know it by.</param>
/// <param name="Owner">The user name of the client that owns it; empty for the administrator, null if clients cannot own it.</param>
/// <param name="Source">The number of the file that holds it.</param>
/// <param name="Offset">Where it begins in that file.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Id">The ID on the panel; 0 in a folder.</param>
internal sealed record StateEntry(StateNoun Noun, string Identity, string Name, string? Owner, int Source, long Offset, int Length, long Id)
{
    /// <summary>The server that it is on, for what clients cannot own; empty for none.</summary>
    public string Server { get; init; } = "";
}
