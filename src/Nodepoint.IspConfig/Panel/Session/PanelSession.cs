namespace Nodepoint.IspConfig;

/// <summary>One session on the panel. Its id is shown to nobody but the panel.</summary>
internal sealed class PanelSession(string id, Moment begun)
{
    /// <summary>The panel ends a session 30 minutes after its login, used or not; no call is begun with one older than this.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(25);

    private volatile bool _dead;

    public string Id { get; } = id;

    /// <summary>Whether the panel has said that it does not exist. Its id is never sent again: each time counts as a failure.</summary>
    public bool IsDead => _dead;

    public bool IsFresh(TimeProvider time) => !_dead && begun.Age(time) < Lifetime;

    public void Kill() => _dead = true;

    public override string ToString() => "session";
}
