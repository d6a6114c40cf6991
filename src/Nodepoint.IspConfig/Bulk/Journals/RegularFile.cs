using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Nodepoint.IspConfig.Bulk.Journals;

/// <summary>Refuses what is in the file system and is not a regular file. It is checked before it is opened, because opening a pipe can wait for ever.</summary>
internal static class RegularFile
{
    private const int CurrentFolder = -100;
    private const int SizeOfResult = 256;
    private const int OffsetOfMode = 28;
    private const uint Type = 1;
    private const int TypeMask = 0xF000;

    /// <summary>Refuses anything but a regular file. A link counts as what it refers to; what does not exist is not refused.</summary>
    /// <param name="path">The full path.</param>
    /// <exception cref="JournalException">It is a folder, a pipe, a device, or a socket.</exception>
    public static void Check(string path)
    {
        var kind = Directory.Exists(path) ? "a folder" : OperatingSystem.IsLinux() ? KindOnLinux(path) : KindByName(path);
        if (kind is not null) throw new JournalException($"Cannot use '{path}' as a journal: it is {kind}, not a regular file. Specify another file with -Journal.");
    }

    // Null for a regular file, and for one that does not exist.
    private static string? KindOnLinux(string path)
    {
        var result = new byte[SizeOfResult];
        try { if (NativeMethods.Statx(CurrentFolder, [.. Encoding.UTF8.GetBytes(path), 0], 0, Type, result) != 0) return null; }
        catch (EntryPointNotFoundException) { return KindByName(path); }
        return (BinaryPrimitives.ReadUInt16LittleEndian(result.AsSpan(OffsetOfMode)) & TypeMask) switch
        {
            0x1000 => "a pipe",
            0x2000 or 0x6000 => "a device",
            0xC000 => "a socket",
            _ => null,
        };
    }

    private static string? KindByName(string path)
    {
        if (OperatingSystem.IsWindows()) return path.StartsWith(@"\\.\", StringComparison.Ordinal) ? "a device" : null;
        return path.StartsWith("/dev/", StringComparison.Ordinal) && File.Exists(path) ? "a device" : null;
    }

    private static class NativeMethods
    {
        // Its result has the same layout on every processor.
        [DllImport("libc", EntryPoint = "statx", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Statx(int folder, byte[] path, int flags, uint wanted, byte[] result);
    }
}
