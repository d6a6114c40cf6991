using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;
using Microsoft.Win32.SafeHandles;

namespace Nodepoint.IspConfig.Bulk.Journals;

/// <summary>A file that only its owner can read and write, from the moment it exists.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Opens a file. If it does not exist, it is created for the current user alone.</summary>
    /// <param name="path">The full path.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the file is denied.</exception>
    public static FileStream OpenOrCreate(string path) => OperatingSystem.IsWindows()
        ? OpenOrCreateOnWindows(path)
        : new FileStream(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite, BufferSize = 0, UnixCreateMode = OwnerOnly });

    /// <summary>Denies other users access to an existing file. Does nothing on Windows, where a file has the access list of its folder.</summary>
    /// <param name="file">The file.</param>
    /// <returns>Whether other users had access; false if it could not be changed.</returns>
    public static bool TryRestrict(SafeFileHandle file)
    {
        if (OperatingSystem.IsWindows()) return false;
        var mode = File.GetUnixFileMode(file);
        if ((mode & OwnerOnly) == mode) return false;
        try { File.SetUnixFileMode(file, mode & OwnerOnly); }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException) { return false; }
        return true;
    }

    [SupportedOSPlatform("windows")]
    private static FileStream OpenOrCreateOnWindows(string path)
    {
        using var user = WindowsIdentity.GetCurrent();
        var access = new FileSecurity();
        access.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        access.AddAccessRule(new FileSystemAccessRule(user.User!, FileSystemRights.FullControl, AccessControlType.Allow));
        // Others may read it; two writers are refused by Windows itself, whatever name they open the file by.
        return new FileInfo(path).Create(FileMode.OpenOrCreate, FileSystemRights.Read | FileSystemRights.Write, FileShare.Read, 1, FileOptions.None, access);
    }
}
