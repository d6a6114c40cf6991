using System.Runtime.InteropServices;

namespace Nodepoint.Sandbox.Hosting;

/// <summary>Keeps Ctrl+C in the shell that started the sandbox from ending it: it ends with that process (--parent) or by a signal of its own.</summary>
internal static partial class OwnSession
{
    /// <summary>Leaves the terminal and process group of the caller. On Windows, where a console's signals go to all its processes, they are ignored.</summary>
    /// <returns>What keeps the signals ignored until it is disposed of.</returns>
    public static IDisposable? Enter()
    {
        if (OperatingSystem.IsWindows()) return new IgnoredSignals();
        _ = SetSession();
        return null;
    }

    // Fails only for the leader of a process group, which a terminal's Ctrl+C does not reach by way of its starter.
    [LibraryImport("libc", EntryPoint = "setsid", SetLastError = true)]
    private static partial int SetSession();

    private sealed class IgnoredSignals : IDisposable
    {
        private readonly PosixSignalRegistration interrupt = Ignore(PosixSignal.SIGINT);
        private readonly PosixSignalRegistration quit = Ignore(PosixSignal.SIGQUIT);

        public void Dispose()
        {
            interrupt.Dispose();
            quit.Dispose();
        }

        private static PosixSignalRegistration Ignore(PosixSignal signal) => PosixSignalRegistration.Create(signal, context => context.Cancel = true);
    }
}
