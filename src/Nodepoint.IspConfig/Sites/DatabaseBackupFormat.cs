using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>The archive format for backups of a site's databases.</summary>
public enum DatabaseBackupFormat
{
    /// <summary>Gzip.</summary>
    [Word("gzip")] Gzip,

    /// <summary>Zip.</summary>
    [Word("zip")] Zip,

    /// <summary>Zip with bzip2.</summary>
    [Word("zip_bzip2")] ZipBzip2,

    /// <summary>Bzip2.</summary>
    [Word("bzip2")] Bzip2,

    /// <summary>Xz.</summary>
    [Word("xz")] Xz,

    /// <summary>7z with LZMA2.</summary>
    [Word("7z_lzma2")] SevenZipLzma2,

    /// <summary>7z with LZMA.</summary>
    [Word("7z_lzma")] SevenZipLzma,

    /// <summary>7z with PPMd.</summary>
    [Word("7z_ppmd")] SevenZipPpmd,

    /// <summary>7z with bzip2.</summary>
    [Word("7z_bzip2")] SevenZipBzip2,
}
