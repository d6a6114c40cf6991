using System.Globalization;
using Nodepoint.Bench;

// The panel does not need PowerShell. Everything else runs in the pwsh that the repository pins, which loads this assembly.
if (args is ["--server", var mailboxes])
{
    await InstantPanel.RunAsync(int.Parse(mailboxes, NumberStyles.None, CultureInfo.InvariantCulture));
    return 0;
}

using var pwsh = Pwsh.Start(args);
pwsh.WaitForExit();
return pwsh.ExitCode;
