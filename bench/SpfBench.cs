using System.Diagnostics;
using System.Net;
using System.Text;
using DnsClient;

namespace Nodepoint.Bench;

/// <summary>Measures Test-NpSpf compared with plain look-ups of the same records by DnsClient, from BIND on loopback.</summary>
internal static class SpfBench
{
    public const int Evaluations = 10_000;

    private const int Domains = 100;
    private const int AtOnce = 32;
    private const int Runs = 5;

    // What one evaluation asks: the record, its mail servers, their addresses, and the record that it includes.
    private static readonly (string Name, QueryType Type)[] Questions = [("{0}.bench.example", QueryType.TXT), ("{0}.bench.example", QueryType.MX), ("mail.bench.example", QueryType.A), ("_spf.bench.example", QueryType.TXT)];

    public static void Run(int evaluations)
    {
        using var server = LoopbackNameServer.TryStart("bench.example", Zone());
        if (server is null)
        {
            Console.WriteLine("Test-NpSpf: BIND (named) was not found.");
            return;
        }

        using var shell = new Shell();
        shell.Import(Repository.Module);
        shell.Run("$global:rows = foreach ($number in 1..$count) { [pscustomobject]@{ Domain = \"d$($number % $domains).bench.example\"; IPAddress = '198.51.100.9' } }", ("count", evaluations), ("domains", Domains));
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var run = -1; run < Runs; run++)
        {
            var plain = evaluations / Ask(server.Port, evaluations).TotalSeconds;
            var whole = evaluations / shell.Run($"$all = $rows | Test-NpSpf -Server 127.0.0.1:{server.Port}; $wrong = @($all | Where-Object Result -ne Pass); if ($all.Count -ne $rows.Count -or $wrong) {{ throw \"$($wrong[0].Result): $($wrong[0].Problem)\" }}").TotalSeconds;
            if (run < 0) continue;
            theirs.Add(plain);
            ours.Add(whole);
        }

        Console.WriteLine($"DnsClient, the {Questions.Length} look-ups of {evaluations} evaluations, {AtOnce} at a time: {theirs.Median():f0} evaluations/s   ({theirs.Runs("f0")})");
        Console.WriteLine($"Test-NpSpf, {evaluations} evaluations: {ours.Median():f0}/s   ({ours.Runs("f0")})");
        var ratios = ours.Zip(theirs, static (mine, plain) => mine / plain).ToList();
        Console.WriteLine($"  ratio, run by run: {ratios.Median():f2}   ({ratios.Runs("f2")})");
    }

    private static TimeSpan Ask(int port, int evaluations)
    {
        var client = new LookupClient(new LookupClientOptions(new NameServer(IPAddress.Loopback, port)) { UseCache = false, Retries = 1, Timeout = TimeSpan.FromSeconds(5) });
        var clock = Stopwatch.StartNew();
        Parallel.ForEachAsync(Enumerable.Range(1, evaluations), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, cancel) =>
        {
            foreach (var (name, type) in Questions)
                if ((await client.QueryAsync(string.Format(null, name, $"d{number % Domains}"), type, cancellationToken: cancel).ConfigureAwait(false)).Answers.Count == 0) throw new InvalidOperationException($"{name} {type} was not found.");
        }).GetAwaiter().GetResult();
        return clock.Elapsed;
    }

    private static string Zone()
    {
        var zone = new StringBuilder("$TTL 3600\n@ IN SOA ns1 hostmaster 1 7200 540 604800 3600\n@ IN NS ns1\nns1 IN A 127.0.0.1\nmail IN A 203.0.113.12\n_spf IN TXT \"v=spf1 ip4:198.51.100.0/24 -all\"\n");
        for (var number = 0; number < Domains; number++) zone.Append(null, $"d{number} IN TXT \"v=spf1 mx include:_spf.bench.example -all\"\nd{number} IN MX 10 mail\n");
        return zone.ToString();
    }
}
