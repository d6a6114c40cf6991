using System.Diagnostics;
using System.Management.Automation;
using Nodepoint.IspConfig.Files;

namespace Nodepoint.PowerShell.Connection;

/// <summary>Keeps other processes, and other threads of this one, from changing a file at the same time.</summary>
internal static class FileLock
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until nobody else holds the lock, and holds it until it is disposed. It also ends with the process.</summary>
    /// <param name="path">The path of the lock's file, which only the user may read. It is left behind: whoever removed it could remove another's lock.</param>
    /// <param name="what">What is locked, for the error.</param>
    /// <param name="cancel">Cancels the wait.</param>
    /// <exception cref="PSInvalidOperationException">The lock was not released in time.</exception>
    public static IDisposable Acquire(string path, string what, CancellationToken cancel)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            try { return PrivateFile.Open(path, FileMode.OpenOrCreate, FileShare.None); }
            // A subtype says that the path cannot be used at all; only the plain exception means that it is in use.
            catch (IOException problem) when (problem.GetType() == typeof(IOException))
            {
                if (Stopwatch.GetElapsedTime(start) > Timeout)
                    throw new PSInvalidOperationException($"Cannot change {what}: another process has held '{path}' for {Timeout.TotalSeconds:0} seconds. Close the PowerShell that is changing them, and run the command again. ({problem.Message})", problem);
            }

            cancel.WaitHandle.WaitOne(Pause);
            cancel.ThrowIfCancellationRequested();
        }
    }
}
