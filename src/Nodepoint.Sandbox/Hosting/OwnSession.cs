using System.Runtime.InteropServices;

namespace Nodepoint.Sandbox.Hosting;

/// <summary>Keeps Ctrl+C in the shell that started the sandbox from ending it. It ends with that process (--parent) or by a signal to itself.</summary>
internal static partial class OwnSession
{
    /// <summary>Leaves the terminal and process group of the caller. On Windows, where a console's signals go to all its processes, they are ignored.</summary>
    /// <returns>An object whose disposal ends ignoring the signals; null where they are not ignored.</returns>
    public static IDisposable? Enter()
    {
        if (OperatingSystem.IsWindows()) return new IgnoredSignals();
        _ = SetSession();
        return null;
    }

    // Fails only for the leader of a process group, which the Ctrl+C of its parent does not reach.
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
