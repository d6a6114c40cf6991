using System.Diagnostics;
using System.Globalization;
using DnsClient;

namespace Nodepoint.Bench;

/// <summary>Measures Test-NpMailDomain over many domains with a name server on loopback, and the same look-ups with a bare DnsClient.</summary>
internal static class MailDomainBench
{
    public const int Domains = 500;

    private const int Runs = 5;
    private const int InFlight = 64;

    public static void Run(int domains)
    {
        using var panel = new PanelProcess();
        using var shell = Shell.Connected(panel.Address);
        using var server = new InstantNameServer();
        string[] names = [.. Enumerable.Range(0, domains).Select(number => string.Create(CultureInfo.InvariantCulture, $"d{number}.example"))];
        var (ours, bare, asked) = (new List<double>(), new List<double>(), (Ours: 0L, Bare: 0L));
        for (var run = -1; run < Runs; run++)
        {
            var before = server.Count;
            // Nothing listens on the port of the mail server, which is asked once.
            var taken = shell.Run("if (@($names | Test-NpMailDomain -Server $server -MailHost mail.bench.example -SmtpPort 1 -ThrottleLimit 16 -ErrorAction Stop).Count -ne $names.Count) { throw 'not all domains' }", ("names", names), ("server", server.Address.ToString())).TotalSeconds;
            var between = server.Count;
            var clock = Stopwatch.StartNew();
            LookUpAsync(server, names).GetAwaiter().GetResult();
            if (run < 0) continue;
            ours.Add(taken);
            bare.Add(clock.Elapsed.TotalSeconds);
            asked = (between - before, server.Count - between);
        }

        Console.WriteLine($"Test-NpMailDomain, {domains} domains: {ours.Median():f2} s   ({ours.Runs("f2")}), {asked.Ours} questions");
        Console.WriteLine($"DnsClient, the same records of each domain: {bare.Median():f2} s   ({bare.Runs("f2")}), {asked.Bare} questions");
    }

    // The questions that are about each domain; those about the mail server are the same for all.
    private static async Task LookUpAsync(InstantNameServer server, string[] names)
    {
        var client = new LookupClient(new LookupClientOptions(server.Address) { UseCache = false });
        await Parallel.ForEachAsync(names, new ParallelOptions { MaxDegreeOfParallelism = InFlight }, async (name, cancel) => await Task.WhenAll(
            client.QueryAsync(name, QueryType.MX, cancellationToken: cancel),
            client.QueryAsync(name, QueryType.TXT, cancellationToken: cancel),
            client.QueryAsync("_dmarc." + name, QueryType.TXT, cancellationToken: cancel),
            client.QueryAsync("_mta-sts." + name, QueryType.TXT, cancellationToken: cancel),
            client.QueryAsync("_smtp._tls." + name, QueryType.TXT, cancellationToken: cancel)).ConfigureAwait(false)).ConfigureAwait(false);
    }
}
