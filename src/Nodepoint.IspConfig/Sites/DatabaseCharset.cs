using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>The character set of a database.</summary>
public enum DatabaseCharset
{
    /// <summary>The server's default.</summary>
    [Word("")] Default,

    /// <summary>Latin-1.</summary>
    [Word("latin1")] Latin1,

    /// <summary>UTF-8 without characters outside the Basic Multilingual Plane.</summary>
    [Word("utf8")] Utf8,

    /// <summary>UTF-8 with all characters.</summary>
    [Word("utf8mb4")] Utf8mb4,
}
