using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;
using Microsoft.Win32.SafeHandles;

namespace Nodepoint.IspConfig.Files;

/// <summary>Files and folders that only their owner can open, from the moment they exist: by their mode, or by their access list on Windows.</summary>
internal static class PrivateFile
{
    /// <summary>The mode of a private file.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Opens a file to read and write it. A file that is created is the current user's alone; one that exists keeps its access.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="mode">Whether the file must exist or must not.</param>
    /// <param name="share">What others may do with it at the same time.</param>
    /// <param name="options">Other options.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the file is denied.</exception>
    public static FileStream Open(string path, FileMode mode, FileShare share, FileOptions options = FileOptions.None) => OperatingSystem.IsWindows()
        ? OpenOnWindows(path, mode, share, options)
        : new FileStream(path, new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share, Options = options, BufferSize = 0, UnixCreateMode = OwnerOnly });

    /// <summary>Creates a folder, and those above it, if they do not exist. What is created in it on Windows is the current user's alone too.</summary>
    /// <param name="path">The full path.</param>
    /// <exception cref="IOException">The folder cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the folder above it is denied.</exception>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows()) CreateFolderOnWindows(path);
        else Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
    }

    /// <summary>Denies other users access to an existing file.</summary>
    /// <param name="path">The full path.</param>
    /// <exception cref="IOException">The file cannot be changed.</exception>
    /// <exception cref="UnauthorizedAccessException">The file belongs to somebody else.</exception>
    public static void Restrict(string path)
    {
        if (OperatingSystem.IsWindows()) RestrictOnWindows(path);
        else File.SetUnixFileMode(path, OwnerOnly);
    }

    /// <summary>Denies other users access to an open file. Does nothing on Windows, where a file that this class has created is private already.</summary>
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
    private static FileStream OpenOnWindows(string path, FileMode mode, FileShare share, FileOptions options)
    {
        var rights = FileSystemRights.Read | FileSystemRights.Write;
        if (options.HasFlag(FileOptions.DeleteOnClose)) rights |= FileSystemRights.Delete;
        return new FileInfo(path).Create(mode, rights, share, 1, options, Only(new FileSecurity(), InheritanceFlags.None));
    }

    [SupportedOSPlatform("windows")]
    private static void CreateFolderOnWindows(string path)
    {
        if (!Directory.Exists(path)) Only(new DirectorySecurity(), InheritanceFlags.ContainerInherit | InheritanceFlags.ObjectInherit).CreateDirectory(path);
    }

    [SupportedOSPlatform("windows")]
    private static void RestrictOnWindows(string path) => new FileInfo(path).SetAccessControl(Only(new FileSecurity(), InheritanceFlags.None));

    // The access list with the current user alone. Nothing is inherited from the folder.
    [SupportedOSPlatform("windows")]
    private static T Only<T>(T access, InheritanceFlags inheritance) where T : FileSystemSecurity
    {
        using var user = WindowsIdentity.GetCurrent();
        access.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        access.AddAccessRule(new FileSystemAccessRule(user.User!, FileSystemRights.FullControl, inheritance, PropagationFlags.None, AccessControlType.Allow));
        return access;
    }
}
