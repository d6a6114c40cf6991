namespace Nodepoint.IspConfig.State;

/// <summary>A state that is read object by object: that of a panel, or of a folder.</summary>
internal abstract class StateSource : IDisposable
{
    /// <summary>What it is called in messages.</summary>
    public abstract string Title { get; }

    /// <summary>What it says about itself.</summary>
    public abstract StateManifest Manifest { get; }

    /// <summary>Lists the objects of a noun, ordered by their identity.</summary>
    /// <param name="noun">The noun.</param>
    public abstract IReadOnlyList<StateEntry> Entries(StateNoun noun);

    /// <summary>Reads an object.</summary>
    /// <param name="entry">Where it is.</param>
    public abstract StateObject Read(StateEntry entry);

    /// <summary>Names where an object is, for errors.</summary>
    /// <param name="entry">The object.</param>
    public virtual string PlaceOf(StateEntry entry) => $"{Title}, {entry.Noun.Title} {entry.Name}";

    /// <inheritdoc/>
    public virtual void Dispose() { }
}
