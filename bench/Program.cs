using System.Globalization;
using Nodepoint.Bench;
using Nodepoint.Bench.Http2;

// The panels do not need PowerShell. Everything else runs in the pwsh that the repository pins, which loads this assembly.
if (args is ["--server", var mailboxes])
{
    await InstantPanel.RunAsync(int.Parse(mailboxes, NumberStyles.None, CultureInfo.InvariantCulture));
    return 0;
}

if (args is ["--delayed-panel", var delay])
{
    await DelayedPanel.RunAsync(TimeSpan.FromMilliseconds(int.Parse(delay, NumberStyles.None, CultureInfo.InvariantCulture)));
    return 0;
}

using var pwsh = Pwsh.Start(args);
pwsh.WaitForExit();
return pwsh.ExitCode;
