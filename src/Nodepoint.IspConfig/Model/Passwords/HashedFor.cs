namespace Nodepoint.IspConfig.Model.Passwords;

/// <summary>Who compares a password with its hash, which says what the hash has to look like.</summary>
public enum HashedFor
{
    /// <summary>Nobody: the password itself is needed.</summary>
    Nobody,

    /// <summary>Dovecot, in the scheme CRYPT unless the hash names another one.</summary>
    MailServer,

    /// <summary>crypt(3) of the server, which FTP and SSH ask.</summary>
    Server,

    /// <summary>The web server, from a password file.</summary>
    WebServer,

    /// <summary>The panel, which knows $1$, $5$ and $6$.</summary>
    Panel,

    /// <summary>MySQL or MariaDB (mysql_native_password).</summary>
    DatabaseServer,
}
