using Nodepoint.IspConfig.Panel;

namespace Nodepoint.PowerShell.Connection;

/// <summary>A connected panel, as Connect-NpPanel and Get-NpPanel found it.</summary>
public sealed record ConnectedPanel
{
    internal ConnectedPanel(PanelConnection connection, bool isDefault) => (Connection, IsDefault) = (connection, isDefault);

    /// <summary>The name of the connection.</summary>
    public string Name => Connection.Name;

    /// <summary>The address requests are sent to.</summary>
    public Uri Uri => Connection.Uri;

    /// <summary>The user name of the account.</summary>
    public string UserName => Connection.UserName;

    /// <summary>Whether the commands that followed used this panel if -Panel was not specified. It does not change when another panel is connected.</summary>
    public bool IsDefault { get; }

    /// <summary>Whether calls can be made now: the connection was not closed and the account was not refused.</summary>
    public bool IsOpen => Connection.IsOpen;

    /// <summary>Whether calls that change something are refused.</summary>
    public bool IsReadOnly => Connection.IsReadOnly;

    /// <summary>Whether a client is logged in instead of a remote user.</summary>
    public bool IsClientLogin => Connection.IsClientLogin;

    /// <summary>The path of the change log; null for none.</summary>
    public string? LogPath => (Connection.Changes as ChangeLogs.ChangeLog)?.Path;

    /// <summary>When the connection was opened.</summary>
    public DateTimeOffset OpenedAt => Connection.OpenedAt;

    /// <summary>How many requests a command sends at the same time if its own -ThrottleLimit is not specified.</summary>
    public int ThrottleLimit => Connection.ThrottleLimit;

    /// <summary>The pinned SHA-256 fingerprint of the panel's certificate in uppercase hex; null for none.</summary>
    public string? CertificatePin => Connection.CertificatePin;

    /// <summary>The connection, for code that uses the library.</summary>
    public PanelConnection Connection { get; }

    /// <summary>The name and the address.</summary>
    /// <returns>The text, for messages.</returns>
    public override string ToString() => Connection.ToString();
}
