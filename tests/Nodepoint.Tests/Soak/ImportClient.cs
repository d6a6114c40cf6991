using System.Diagnostics;
using System.Globalization;
using System.Text;
using Nodepoint.Tests.Shell;

namespace Nodepoint.Tests.Soak;

/// <summary>The client of the soak test in a separate process, so that it can be killed.</summary>
internal sealed class ImportClient(Uri panel, string folder, int throttleLimit)
{
    /// <summary>Its whole output, to search it for secrets.</summary>
    public StringBuilder Said { get; } = new();

    /// <summary>Runs the imports.</summary>
    /// <param name="seen">Called with the number of objects after each one; true kills the client as "kill -9" does.</param>
    /// <returns>The emitted objects, and whether the client finished.</returns>
    public async Task<(List<string> Objects, bool Ended)> RunAsync(Func<int, Task<bool>> seen)
    {
        using var process = Pwsh.Start(Pwsh.Script("tests/Nodepoint.Tests/Soak/import.ps1", "-Uri", panel.ToString(), "-Folder", folder, "-ThrottleLimit", throttleLimit.ToString(CultureInfo.InvariantCulture)));
        var errors = process.StandardError.ReadToEndAsync();
        var objects = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            Said.AppendLine(line);
            if (!line.StartsWith("mailbox ", StringComparison.Ordinal) && !line.StartsWith("record ", StringComparison.Ordinal)) continue;
            if (line.Split(' ') is not [_, var id, _, ..] || !id.All(char.IsAsciiDigit)) continue;
            objects.Add(line);
            if (!await seen(objects.Count)) continue;
            process.Kill();
            break;
        }

        Said.AppendLine(await errors);
        await process.WaitForExitAsync();
        return (objects, process.ExitCode == 0);
    }
}
