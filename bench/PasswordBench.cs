using System.Diagnostics;
using System.Management.Automation;
using System.Runtime.InteropServices;
using System.Text;
using Nodepoint.IspConfig.Model.Passwords;

namespace Nodepoint.Bench;

/// <summary>Measures what hashing passwords costs: the hash compared with the platform's, and mailboxes with and without hashing.</summary>
internal static class PasswordBench
{
    private const int Objects = 2_000;
    private const int Domains = 10;
    private const int Throttle = 8;
    private const int Runs = 5;
    private const int Hashed = 500;
    private const int Waiting = 100;
    private const string Password = MailboxRows.Password;
    private const string Setting = "$6$rounds=5000$abcdefghijklmnop";

    public static void Run()
    {
        using var panel = new PanelProcess();
        using var shell = Shell.Connected(panel.Address);
        Hashes();
        var hashed = new Runner($"New-NpMailbox -Password, hashed by the module, {Objects} objects, -ThrottleLimit {Throttle}", Objects, () => Add(shell, Rows("Password", Password)));
        var ready = new Runner("New-NpMailbox -PasswordHash, the same objects", Objects, () => Add(shell, Rows("PasswordHash", MailboxRows.ReadyHash)));
        for (var run = -1; run < Runs; run++)
        {
            hashed.Run(counts: run >= 0);
            ready.Run(counts: run >= 0);
        }

        Console.WriteLine(hashed);
        Console.WriteLine(ready);
    }

    private static void Hashes()
    {
        Measure("SHA-512 crypt with 5,000 rounds, one after another", () => Sha512Crypt.Hash(Password, Setting));
        Measure($"the same for {Waiting} rows that wait", () => Task.WhenAll(Enumerable.Range(0, Waiting).Select(_ => Sha512Crypt.HashAsync(Password, CancellationToken.None))).GetAwaiter().GetResult(), Waiting);
        if (!NativeLibrary.TryLoad("libcrypt.so.1", out var native) && !NativeLibrary.TryLoad("libcrypt.so.2", out native))
        {
            Console.WriteLine("  crypt(3) of the platform: not available");
            return;
        }

        var crypt = Marshal.GetDelegateForFunctionPointer<Crypt>(NativeLibrary.GetExport(native, "crypt"));
        var (key, setting) = (Encoding.UTF8.GetBytes(Password + '\0'), Encoding.UTF8.GetBytes(Setting + '\0'));
        if (Marshal.PtrToStringUTF8(crypt(key, setting)) != Sha512Crypt.Hash(Password, Setting)) throw new InvalidOperationException("crypt(3) returns a different hash.");
        Measure("crypt(3) of the platform, the same", () => crypt(key, setting));
    }

    // Measured by processor time, so that the load of the machine does not matter: hashes per second on one core.
    private static void Measure(string what, Action hash, int each = 1)
    {
        var speeds = new List<double>();
        for (var run = -2; run < Runs; run++)
        {
            var before = Environment.CpuUsage.TotalTime;
            for (var i = 0; i < Hashed; i += each) hash();
            if (run >= 0) speeds.Add(Hashed / (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }

        Console.WriteLine($"  {what}: {speeds.Median():f0} in a second of processor time   ({speeds.Runs("f0")})");
    }

    private static PSObject[] Rows(string column, string value) => [.. Enumerable.Range(0, Objects).Select(number =>
    {
        var row = new PSObject();
        row.Properties.Add(new PSNoteProperty("Email", $"user{number:d5}@bench{number % Domains}.test"));
        row.Properties.Add(new PSNoteProperty(column, value));
        return row;
    })];

    private static TimeSpan Add(Shell shell, PSObject[] rows) => shell.Run($"$rows | New-NpMailbox -ThrottleLimit {Throttle} | Out-Null", ("rows", rows));

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint Crypt(byte[] key, byte[] setting);
}
