using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.ZoneFiles;
using Xunit;

namespace Nodepoint.Tests.Dns.ZoneFiles;

/// <summary>BIND 9 is the judge: it accepts what is written, and reads the same records from the same files.</summary>
public sealed partial class BindComparisonTests(ITestOutputHelper output)
{
    // Set NODEPOINT_BIND_ZONES for a longer run.
    private static readonly int Zones = int.Parse(Environment.GetEnvironmentVariable("NODEPOINT_BIND_ZONES") ?? "60", CultureInfo.InvariantCulture);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BIND_accepts_every_zone_that_is_written_and_reads_the_same_records()
    {
        await RequireAsync();
        var seed = Seed.Next();
        Seed.Report(output, $"zones for named-compilezone with NODEPOINT_SEED={seed}");
        var random = new Random(seed);
        for (var number = 0; number < Zones; number++)
        {
            var zone = new DnsZone { Origin = "example.com.", Ns = "ns1.example.net.", Mbox = "host.example.com.", Serial = random.NextInt64(1, uint.MaxValue) };
            var records = ZoneRoundTripTests.Loadable(new RandomRecords(random).Next(40));
            using var text = new StringWriter { NewLine = "\n" };
            ZoneDocument.Of(zone, records, Assert.Fail).WriteMaster(text);
            var (accepted, said) = await CompileAsync(text.ToString());
            Assert.True(accepted, $"{said}\n{text}");
            // ALIAS records and those that are not served are comments.
            var (ours, errors, _) = ZoneText.Read(Encoding.UTF8.GetBytes(text.ToString()), null);
            Assert.Empty(errors);
            await AssertSameAsync(said, ours.Where(record => record.Active && record.Type != "ALIAS"), text.ToString());
        }
    }

    [Theory]
    [InlineData("www A 192.0.2.1\n$ORIGIN sub\nwww 1h30m IN A 192.0.2.2\n IN 60 TXT ( a\n \"b c\" ; comment\n )")]
    [InlineData("$GENERATE 1-20/3 host${10,4,x} 300 IN A 192.0.2.$\n$GENERATE 0-3 ${0,5,n} PTR h$.example.net.")]
    [InlineData("t TYPE16 \\# 4 03616263\na TYPE1 \\# 4 C0000201\nx\\.y A 192.0.2.1\nUPPER.Case CNAME WWW.Example.NET.")]
    [InlineData("d DS 1 ECDSAP256SHA256 SHA-1 0123456789abcdef0123 456789abcdef01234567\nl LOC 52 22 N 4 53 E 0 1m 10m 2m\n0/25 NS ns.example.net.\n1 CNAME 1.0/25")]
    [InlineData("n NAPTR 100 10 \"u\" \"E2U+sip\" \"!^.*$!sip:x@e.com!\" .\nh HINFO \"a b\" c\nr RP admin.example.net. .\n_443._tcp TLSA 3 1 1 00 11 2233")]
    [InlineData("out.example.org. A 192.0.2.1")]
    [InlineData("a HTTPS 1 . alpn=h2\nb A 192.0.2.1\nc SPF \"v=spf1 -all\"")]
    public async Task Both_read_the_same_records_from_a_file(string text)
    {
        await RequireAsync();
        var file = ZoneText.Head + text + "\n";
        var (accepted, said) = await CompileAsync(file);
        Assert.True(accepted, said);
        var (ours, errors, _) = ZoneText.Read(Encoding.UTF8.GetBytes(file));
        Assert.Empty(errors);
        await AssertSameAsync(said, ours, file);
    }

    [Theory]
    [InlineData("a A 256.0.0.1")]
    [InlineData("a A")]
    [InlineData("a MX mail")]
    [InlineData("a CNAME b\na A 192.0.2.1")]
    [InlineData("a TXT \"open")]
    [InlineData("a TXT ( open")]
    [InlineData("@ NS ns.sub")]
    [InlineData("a..b A 192.0.2.1")]
    [InlineData("a FOO x")]
    [InlineData("a SSHFP 1 1 abc")]
    [InlineData("a TYPE1 \\# 3 C00002")]
    [InlineData("$TTL x")]
    [InlineData("a MX 65536 mail.example.net.")]
    public async Task Both_refuse_a_file(string text)
    {
        await RequireAsync();
        var file = ZoneText.Head + text + "\n";
        Assert.False((await CompileAsync(file)).Accepted, text);
        Assert.NotEmpty(ZoneText.Read(Encoding.UTF8.GetBytes(file)).Errors);
    }

    private static async Task RequireAsync()
    {
        try { _ = await RunAsync("named-compilezone", "-v"); }
        catch (Win32Exception) { Assert.Skip("NOT COMPARED with BIND 9: no named-compilezone here."); }
    }

    // What is written again for BIND has to give the same lines as the file itself.
    private static async Task AssertSameAsync(string compiled, IEnumerable<ZoneFileRecord> records, string file)
    {
        using var again = new StringWriter { NewLine = "\n" };
        var all = records.ToList();
        ZoneFileWriter.Write(again, "example.com.", all.OfType<ZoneFileSoa>().Single(), all, 3600);
        var (accepted, said) = await CompileAsync(again.ToString());
        Assert.True(accepted, $"{said}\n{again}");
        Assert.True(Lines(compiled).SetEquals(Lines(said)), $"only BIND: {string.Join(" | ", Lines(compiled).Except(Lines(said)))}\nonly here: {string.Join(" | ", Lines(said).Except(Lines(compiled)))}\n{file}");
    }

    // Only the types that the panel can hold, with the parts of a text joined and a digest in one word.
    private static HashSet<string> Lines(string compiled)
    {
        var lines = new HashSet<string>();
        foreach (var line in compiled.Split('\n'))
        {
            if (Record().Match(line) is not { Success: true } match) continue;
            var (type, data) = (match.Groups["type"].Value, match.Groups["data"].Value);
            if (type == "SPF") type = "TXT";
            if (type != "SOA" && !DnsRecordTypes.TryParse(type, out _)) continue;
            if (type == "TXT") data = string.Concat(Text().Matches(data).Select(text => text.Groups[1].Value));
            else if (type is "DS" or "SSHFP" or "TLSA" && data.Split(' ') is var words) data = $"{words[0]} {words[1]} {words[2]} {string.Concat(words.Skip(3))}";
            else if (type is not ("NAPTR" or "HINFO" or "CAA")) data = data.ToLowerInvariant();
            lines.Add($"{match.Groups["name"].Value.ToLowerInvariant()} {match.Groups["ttl"].Value} {type} {data}");
        }

        return lines;
    }

    private static async Task<(bool Accepted, string Said)> CompileAsync(string file)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(path, file, Cancel);
        try
        {
            var (code, text) = await RunAsync("named-compilezone", "-q", "-i", "local", "-k", "ignore", "-n", "ignore", "-m", "ignore", "-M", "ignore", "-S", "ignore", "-r", "ignore", "-T", "ignore", "-o", "-", "example.com", path);
            return (code == 0, text);
        }
        finally { File.Delete(path); }
    }

    private static async Task<(int Code, string Text)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.Latin1 })!;
        var error = process.StandardError.ReadToEndAsync(Cancel);
        var text = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, text + await error);
    }

    [GeneratedRegex(@"^(?<name>\S+)\s+(?<ttl>\d+) IN (?<type>\S+)\s+(?<data>.*)$")]
    private static partial Regex Record();

    [GeneratedRegex("\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Text();
}
