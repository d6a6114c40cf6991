namespace Nodepoint.IspConfig.Model.Passwords;

/// <summary>What verifies a password against its hash, which determines the format of the hash.</summary>
public enum HashedFor
{
    /// <summary>Nothing: the password itself is required.</summary>
    None,

    /// <summary>Dovecot, with the scheme CRYPT unless the hash names another scheme.</summary>
    [HashFormat("a crypt(3) hash such as $6$, $5$, or $2y$, or a hash that begins with Dovecot's {SCHEME}")]
    MailServer,

    /// <summary>The server's crypt(3), which FTP and SSH use.</summary>
    [HashFormat("a crypt(3) hash such as $6$, $5$, or $2y$")]
    Server,

    /// <summary>The web server, with a password file.</summary>
    [HashFormat("a crypt(3) hash such as $6$, $5$, or $2y$, or an $apr1$ hash of a password file")]
    WebServer,

    /// <summary>The panel, which supports $1$, $5$ and $6$.</summary>
    [HashFormat("a crypt(3) hash with $6$, $5$, or $1$")]
    Panel,

    /// <summary>MySQL or MariaDB (mysql_native_password).</summary>
    [HashFormat("* and 40 hexadecimal digits (mysql_native_password)")]
    DatabaseServer,

    /// <summary>MySQL (caching_sha2_password).</summary>
    [HashFormat("$A$005$, a salt of 20 characters, and 43 characters (caching_sha2_password)")]
    CachingSha2,

    /// <summary>PostgreSQL (SCRAM-SHA-256).</summary>
    [HashFormat("SCRAM-SHA-256$ with iterations, salt, and keys")]
    PostgreSql,
}
