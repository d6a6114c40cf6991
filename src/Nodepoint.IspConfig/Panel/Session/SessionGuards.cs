namespace Nodepoint.IspConfig.Panel.Session;

/// <summary>Creates a guard for a session, once its login succeeded.</summary>
/// <param name="connection">The connection.</param>
/// <param name="cancellationToken">Cancels the reads that this needs.</param>
internal delegate Task<ISessionGuard> SessionGuardFactory(PanelConnection connection, CancellationToken cancellationToken);

/// <summary>Where a connection finds the guard of a client's session. The connection does not know clients, so that the library sets it when it is loaded.</summary>
internal static class SessionGuards
{
    private static SessionGuardFactory? _ofClients;

    /// <summary>Creates the guard of a client's session.</summary>
    public static SessionGuardFactory OfClients
    {
        get => _ofClients ?? throw new InvalidOperationException("A client's session is not opened without its guard.");
        set => _ofClients = value;
    }
}
