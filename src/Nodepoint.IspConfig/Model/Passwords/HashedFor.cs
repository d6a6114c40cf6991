namespace Nodepoint.IspConfig.Model.Passwords;

/// <summary>What verifies a password against its hash, which determines the format of the hash.</summary>
public enum HashedFor
{
    /// <summary>Nothing: the password itself is required.</summary>
    None,

    /// <summary>Dovecot, with the scheme CRYPT unless the hash names another scheme.</summary>
    MailServer,

    /// <summary>The server's crypt(3), which FTP and SSH use.</summary>
    Server,

    /// <summary>The web server, with a password file.</summary>
    WebServer,

    /// <summary>The panel, which supports $1$, $5$ and $6$.</summary>
    Panel,

    /// <summary>MySQL or MariaDB (mysql_native_password).</summary>
    DatabaseServer,
}
