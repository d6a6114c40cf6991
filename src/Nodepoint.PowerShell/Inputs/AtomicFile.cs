using Nodepoint.IspConfig.Files;

namespace Nodepoint.PowerShell.Inputs;

/// <summary>Writes files that others read at the same time.</summary>
internal static class AtomicFile
{
    private const UnixFileMode Everybody = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Writes a file: to another one that is renamed, so that a reader never finds a partial file. A symbolic link is kept.</summary>
    /// <param name="path">The path.</param>
    /// <param name="content">The content.</param>
    /// <param name="isPrivate">Whether only the user may open a new file. One that exists keeps its mode; on Windows it becomes private too.</param>
    public static void Write(string path, ReadOnlySpan<byte> content, bool isPrivate)
    {
        var target = new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
        var temporary = $"{target}.{Guid.NewGuid():N}.new";
        try
        {
            using (var stream = Create(temporary, target, isPrivate))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static FileStream Create(string temporary, string target, bool isPrivate)
    {
        if (OperatingSystem.IsWindows()) return isPrivate ? PrivateFile.Open(temporary, FileMode.CreateNew, FileShare.None) : new FileStream(temporary, FileMode.CreateNew);
        var mode = File.Exists(target) ? File.GetUnixFileMode(target) : isPrivate ? PrivateFile.OwnerOnly : Everybody;
        return new FileStream(temporary, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = mode });
    }
}
