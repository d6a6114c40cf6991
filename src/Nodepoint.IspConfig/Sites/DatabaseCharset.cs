using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>How a database stores characters.</summary>
public enum DatabaseCharset
{
    /// <summary>As the server is set up.</summary>
    [Word("")] Default,

    /// <summary>Latin-1.</summary>
    [Word("latin1")] Latin1,

    /// <summary>UTF-8 without characters outside the basic plane.</summary>
    [Word("utf8")] Utf8,

    /// <summary>UTF-8 with all characters.</summary>
    [Word("utf8mb4")] Utf8mb4,
}
