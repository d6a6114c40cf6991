using System.Globalization;

namespace Nodepoint.Bench.Sandbox;

/// <summary>Measures New-NpHostedDomain with a CSV file of customers and a panel that delays every call, compared with the same steps by one cmdlet after another.</summary>
internal static class HostedDomainBench
{
    public const int Customers = 1000;

    private const int Delay = 20;
    private const int Throttle = 16;

    // The plain sequence is slow, so fewer customers are sufficient.
    private const int Fewer = 20;

    private const string Defaults = "@{ NameServer = 'ns1.nodepoint.eu', 'ns2.nodepoint.eu'; Address = '203.0.113.10'; MailExchanger = 'mail.nodepoint.eu'; HostMaster = 'hostmaster@nodepoint.eu' }";

    private const string Plain = """
        foreach ($row in Import-NpCsv $file) {
            $null = $row | New-NpClient -GeneratePassword -IgnoreUnknownColumn
            $zone = New-NpDnsZone $row.Domain ns1.nodepoint.eu -Mbox hostmaster@nodepoint.eu -Client $row.Username
            $records = foreach ($one in @('@', 'NS', 'ns1.nodepoint.eu.'), @('@', 'NS', 'ns2.nodepoint.eu.'), @('@', 'A', '203.0.113.10'), @('www', 'A', '203.0.113.10'), @('@', 'MX', 'mail.nodepoint.eu.')) {
                [pscustomobject]@{ Name = $one[0]; Type = $one[1]; Value = $one[2] }
            }
            $null = $records | New-NpDnsRecord -Zone $row.Domain
            $null = New-NpMailDomain $row.Domain -Client $row.Username
            Set-NpDkim $row.Domain
            Set-NpSpf $row.Domain -Record 'v=spf1 mx -all'
            Set-NpDmarc $row.Domain -Policy None
            $null = $row.Mailboxes -split ';' | ForEach-Object { [pscustomobject]@{ Email = "$_@$($row.Domain)" } } | New-NpMailbox -GeneratePassword
        }
        """;

    public static void Run(int customers)
    {
        using var folder = new TemporaryFolder();
        var (all, few) = (folder.NewFile(), folder.NewFile());
        Write(all, "a", customers);
        Write(few, "b", Math.Max(1, customers / Fewer));
        using var panel = SandboxPanel.Start(null);
        using var shell = Shell.Connected(new Uri(panel.Address, "/remote/json.php"), "npadmin", "Np-Admin-1!");
        panel.SetFaults($$"""{"delayMs":{{Delay}}}""");
        var plain = Math.Max(1, customers / Fewer) / shell.Run("$ErrorActionPreference = 'Stop'\n" + Plain, ("file", few)).TotalSeconds;
        var ours = customers / shell.Run($"$defaults = {Defaults}; if (@(Import-NpCsv $file | New-NpHostedDomain @defaults -Dkim -Spf -Dmarc -ThrottleLimit {Throttle} -IgnoreUnknownColumn -ErrorAction Stop | Where-Object Step -eq Mailbox).Count -ne {2 * customers}) {{ throw 'not all mailboxes' }}", ("file", all)).TotalSeconds;
        Console.WriteLine($"Sandbox in memory, {Delay} ms added to each call:");
        Console.WriteLine($"  New-NpHostedDomain -ThrottleLimit {Throttle}, a CSV file of {customers} customers: {ours:f1} domains/s");
        Console.WriteLine($"  the same steps by one cmdlet after another, {Math.Max(1, customers / Fewer)} customers: {plain:f1} domains/s");
        Console.WriteLine($"  {ours / plain:f1} times");
    }

    private static void Write(string file, string prefix, int customers)
        => File.WriteAllLines(file, Enumerable.Range(0, customers).Select(number => string.Create(CultureInfo.InvariantCulture, $"{prefix}{number},Company {number},Contact {number},mail@{prefix}{number}.example,{prefix}{number}.example,info;sales")).Prepend("Username,CompanyName,ContactName,Email,Domain,Mailboxes"));
}
