using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>The archive format for backups of a site's files.</summary>
public enum WebBackupFormat
{
    /// <summary>The server's default.</summary>
    [Word("default")] Default,

    /// <summary>Zip.</summary>
    [Word("zip")] Zip,

    /// <summary>Zip with bzip2.</summary>
    [Word("zip_bzip2")] ZipBzip2,

    /// <summary>Tar with gzip.</summary>
    [Word("tar_gzip")] TarGzip,

    /// <summary>Tar with bzip2.</summary>
    [Word("tar_bzip2")] TarBzip2,

    /// <summary>Tar with xz.</summary>
    [Word("tar_xz")] TarXz,

    /// <summary>Tar in 7z with LZMA2.</summary>
    [Word("tar_7z_lzma2")] Tar7zLzma2,

    /// <summary>Tar in 7z with LZMA.</summary>
    [Word("tar_7z_lzma")] Tar7zLzma,

    /// <summary>Tar in 7z with PPMd.</summary>
    [Word("tar_7z_ppmd")] Tar7zPpmd,

    /// <summary>Tar in 7z with bzip2.</summary>
    [Word("tar_7z_bzip2")] Tar7zBzip2,
}
