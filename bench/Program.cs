using System.Globalization;
using Nodepoint.Bench;

// The panel needs no PowerShell. All else runs in the pwsh that the repository pins, with this assembly loaded into it.
if (args is ["--server", var mailboxes])
{
    await InstantPanel.RunAsync(int.Parse(mailboxes, NumberStyles.None, CultureInfo.InvariantCulture));
    return 0;
}

using var pwsh = Pwsh.Start(args);
pwsh.WaitForExit();
return pwsh.ExitCode;
