using System.Diagnostics;

namespace Nodepoint.Sandbox.Hosting;

/// <summary>Waits for the end of the process with which the sandbox ends.</summary>
internal static class ParentProcess
{
    /// <summary>Completes when the process has ended, or at once if no process has the ID.</summary>
    public static async Task WaitForEndAsync(int id, CancellationToken cancellation)
    {
        try
        {
            using var parent = Process.GetProcessById(id);
            await parent.WaitForExitAsync(cancellation);
        }
        catch (ArgumentException)
        {
            // The process has already ended.
        }
    }
}
