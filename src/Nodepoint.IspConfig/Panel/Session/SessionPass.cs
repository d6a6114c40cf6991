namespace Nodepoint.IspConfig.Panel.Session;

/// <summary>Leave for one call to be sent with a session.</summary>
/// <param name="Session">The session.</param>
/// <param name="Doubts">How many doubts there had been about it when the call was let through.</param>
/// <param name="IsProbe">Whether the call is one of the few that find out whether it still lives.</param>
internal readonly record struct SessionPass(PanelSession Session, int Doubts, bool IsProbe)
{
    /// <summary>Whether nothing has happened since that would speak against sending the session's id.</summary>
    public bool Holds => Session.Accepts(this);
}
