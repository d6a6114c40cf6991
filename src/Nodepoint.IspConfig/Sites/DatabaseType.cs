using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>The kind of database server that holds a database.</summary>
public enum DatabaseType
{
    /// <summary>MySQL or MariaDB.</summary>
    [Word("mysql")] MySql,

    /// <summary>PostgreSQL, which requires ISPConfig 3.3.</summary>
    [Word("postgresql")] PostgreSql,
}
