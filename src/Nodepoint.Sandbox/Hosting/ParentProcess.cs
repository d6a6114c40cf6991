using System.Diagnostics;

namespace Nodepoint.Sandbox.Hosting;

/// <summary>Waiting for the process the sandbox belongs to.</summary>
internal static class ParentProcess
{
    /// <summary>Completes when the process has ended, at once when there is none of that id.</summary>
    public static async Task WaitForEndAsync(int id, CancellationToken cancellation)
    {
        try
        {
            using var parent = Process.GetProcessById(id);
            await parent.WaitForExitAsync(cancellation);
        }
        catch (ArgumentException)
        {
            // There is no such process any more.
        }
    }
}
