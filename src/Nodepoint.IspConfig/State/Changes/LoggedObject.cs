namespace Nodepoint.IspConfig.State.Changes;

/// <summary>An object through the entries of the data log: the same one when it was removed and added again under another ID.</summary>
/// <param name="table">The table of the panel's database.</param>
/// <param name="noun">The noun; null for a DNS record.</param>
/// <param name="id">Its first ID.</param>
internal sealed class LoggedObject(string table, StateNoun? noun, long id)
{
    private readonly List<long> _ids = [id];

    /// <summary>The table of the panel's database.</summary>
    public string Table => table;

    /// <summary>The noun; null for a DNS record.</summary>
    public StateNoun? Noun => noun;

    /// <summary>Its first ID in the log, which stands for the object.</summary>
    public long Root => _ids[0];

    /// <summary>The ID that it has now, or had last.</summary>
    public long Id
    {
        get { lock (_ids) return _ids[^1]; }
    }

    /// <summary>Whether the log says that it does not exist.</summary>
    public bool IsGone { get; set; }

    /// <summary>Notes the ID under which it was added again.</summary>
    public void AddId(long again)
    {
        lock (_ids) _ids.Add(again);
        IsGone = false;
    }
}
