using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Nodepoint.IspConfig.Bulk.Journals;

/// <summary>
/// Lets one command write a journal at a time. The lock is on the file itself, so it holds for every name of the file, and it ends with the process.
/// Others can still read the file.
/// </summary>
internal static class JournalLock
{
    // A byte after the end of any journal: the lock is no obstacle for who reads or copies the file.
    private const long LockedByte = long.MaxValue - 1;
    private const int SizeOfRequest = 32;
    private const int SetLinux = 37;
    private const int SetApple = 90;
    private const short WriteLockLinux = 1;
    private const short WriteLockApple = 3;
    private const int AgainLinux = 11;
    private const int AccessDenied = 13;
    private const int AgainApple = 35;

    // A process that is being started has the open files of this one until its program is loaded, so a lock that was just released can still be held.
    private const int Attempts = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <summary>Acquires the lock; a lock that another command holds is waited for half a second.</summary>
    /// <param name="file">The open file.</param>
    /// <param name="path">The full path.</param>
    /// <returns>What holds the lock until it or the file is disposed of; null if another command has it.</returns>
    /// <exception cref="IOException">The lock cannot be taken.</exception>
    public static IDisposable? TryTake(FileStream file, string path)
    {
        // Windows has refused a second writer already.
        if (OperatingSystem.IsWindows()) return new Held();
        if (!Environment.Is64BitProcess) return TakeBeside(path);
        var error = Lock(file.SafeFileHandle);
        for (var attempt = 1; attempt < Attempts && error is (AgainLinux or AccessDenied or AgainApple); attempt++)
        {
            Thread.Sleep(Pause);
            error = Lock(file.SafeFileHandle);
        }

        return error switch
        {
            0 => new Held(),
            AgainLinux or AccessDenied or AgainApple => null,
            _ => TakeBeside(path),
        };
    }

    private static int Lock(SafeFileHandle file) => OperatingSystem.IsLinux() ? LockOnLinux(file) : OperatingSystem.IsMacOS() ? LockOnApple(file) : -1;

    // A lock of the open file, not of the process: another runspace of the same process is refused too. 0 for success.
    private static int LockOnLinux(SafeFileHandle file)
    {
        var request = new byte[SizeOfRequest];
        BinaryPrimitives.WriteInt16LittleEndian(request, WriteLockLinux);
        BinaryPrimitives.WriteInt64LittleEndian(request.AsSpan(8), LockedByte);
        BinaryPrimitives.WriteInt64LittleEndian(request.AsSpan(16), 1);
        return NativeMethods.Control(file, SetLinux, request) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    private static int LockOnApple(SafeFileHandle file)
    {
        var request = new byte[SizeOfRequest];
        BinaryPrimitives.WriteInt64LittleEndian(request, LockedByte);
        BinaryPrimitives.WriteInt64LittleEndian(request.AsSpan(8), 1);
        BinaryPrimitives.WriteInt16LittleEndian(request.AsSpan(20), WriteLockApple);
        // On ARM, the last argument is on the stack, after those that are passed in registers.
        var result = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? NativeMethods.ControlOnStack(file, SetApple, 0, 0, 0, 0, 0, 0, request) : NativeMethods.Control(file, SetApple, request);
        return result == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    // For file systems without such locks: a second file, beside the one that all links refer to.
    private static FileStream? TakeBeside(string path)
    {
        var target = (File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path) + ".lock";
        try { return new FileStream(target, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose); }
        catch (IOException) when (File.Exists(target)) { return null; }
    }

    private sealed class Held : IDisposable
    {
        public void Dispose()
        {
            // The lock ends when the file is closed.
        }
    }

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "fcntl", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Control(SafeFileHandle file, int command, byte[] request);

        [DllImport("libc", EntryPoint = "fcntl", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int ControlOnStack(SafeFileHandle file, int command, long third, long fourth, long fifth, long sixth, long seventh, long eighth, byte[] request);
    }
}
