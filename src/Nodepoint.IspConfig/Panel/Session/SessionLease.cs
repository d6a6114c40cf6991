namespace Nodepoint.IspConfig.Panel.Session;

/// <summary>Permission to send one call with a session.</summary>
/// <param name="Session">The session.</param>
/// <param name="Suspicions">How many times the session had been suspected when the lease was acquired.</param>
/// <param name="IsProbe">Whether the call is a probe that finds out whether the session is alive.</param>
internal readonly record struct SessionLease(PanelSession Session, int Suspicions, bool IsProbe)
{
    /// <summary>Whether the session's ID may still be sent.</summary>
    public bool IsValid => Session.Accepts(this);
}
