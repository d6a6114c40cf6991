using System.Diagnostics;
using System.Globalization;
using System.Text;
using Nodepoint.IspConfig.Dns.ZoneChanges;
using Nodepoint.IspConfig.Dns.ZoneFiles;
using Xunit;

namespace Nodepoint.Tests.Dns.ZoneFiles;

/// <summary>Mutated zone files and JSON files give records or errors, and nothing else.</summary>
public sealed class ZoneFuzzTests(ITestOutputHelper output)
{
    // Set NODEPOINT_FUZZ=1000000 for a million files.
    private static readonly int Files = int.Parse(Environment.GetEnvironmentVariable("NODEPOINT_FUZZ") ?? "20000", CultureInfo.InvariantCulture);

    private static readonly byte[] Alphabet = "();\"\\$.@ \t\n\r\0#0aZ{}[]:,-/;nodepoint inactive TTL GENERATE\xC3\xBC"u8.ToArray();

    private static readonly string[] Words = ["$ORIGIN ", "$TTL ", "$GENERATE 0-65535 ", "$INCLUDE x\n", ";nodepoint inactive ", "\\# 4 ", "TYPE65535 ", "CLASS1 ", "\\300", "4294967295", "( (", "\"\"", "SOA ", "@", "\\000", "@ IN SOA . . 0 0 0 0 0\n", "*.*", "....", "\uFEFF", "1w1d1h1m1s"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_mutated_file_gives_a_zone_or_errors(bool isJson)
    {
        var seed = Seed.Next();
        Seed.Report(output, $"{Files} mutated {(isJson ? "JSON" : "zone")} files with NODEPOINT_SEED={seed}");
        var random = new Random(seed);
        var (zones, errors, clock) = (0, 0, Stopwatch.StartNew());
        for (var round = 0; round < Files; round++)
        {
            // A new zone from time to time; mutations of mutations reach further.
            var file = round % 50 == 0 || random.Next(4) == 0 ? Fresh(random, isJson) : Current;
            Current = Mutate(file, random);
            if (Current.Length > 20_000) Current = Fresh(random, isJson);
            var problems = new List<ZoneFileProblem>();
            var reader = new ZoneDocumentReader { File = "example.com.zone", AssumedOrigin = "example.com.", Error = problems.Add, Warning = static _ => { } };
            ZoneDocument? document;
            try { document = reader.Read(new MemoryStream(Current), TestContext.Current.CancellationToken); }
            catch (Exception problem) { throw new InvalidOperationException($"Round {round} with NODEPOINT_SEED={seed}: {Convert.ToBase64String(Current)}", problem); }

            Assert.True(document is not null || problems.Count > 0, Encoding.UTF8.GetString(Current));
            Assert.InRange(problems.Count, 0, ZoneFileReader.MostErrors + 1);
            if (document is not null)
            {
                zones++;
                _ = WantedZone.Of(document, "", static _ => { });
            }
            else errors++;
        }

        output.WriteLine($"{zones} zones and {errors} files with errors in {clock.Elapsed.TotalSeconds:0} s.");
    }

    private byte[] Current { get; set; } = [];

    private static byte[] Fresh(Random random, bool isJson)
    {
        var zone = new Nodepoint.IspConfig.Dns.DnsZone { Origin = "example.com.", Ns = "ns1.example.net.", Mbox = "host.example.com.", Serial = 1 };
        var document = ZoneDocument.Of(zone, ZoneRoundTripTests.Loadable(new RandomRecords(random).Next(8)), static _ => { });
        using var text = new StringWriter { NewLine = "\n" };
        if (isJson) ZoneJsonWriter.Write(text, document);
        else document.WriteMaster(text);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static byte[] Mutate(byte[] file, Random random)
    {
        var bytes = file.ToList();
        for (var change = random.Next(1, 4); change > 0 && bytes.Count > 0; change--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(7))
            {
                case 0: bytes[at] = Alphabet[random.Next(Alphabet.Length)]; break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes.RemoveRange(at, random.Next(1, Math.Min(20, bytes.Count - at + 1))); break;
                case 3: bytes.InsertRange(at, Encoding.UTF8.GetBytes(Words[random.Next(Words.Length)])); break;
                case 4: bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, random.Next(1, Math.Min(60, bytes.Count - at + 1)))); break;
                case 5: bytes.Insert(at, (byte)'\n'); break;
                default: bytes[at] = (byte)(bytes[at] ^ 1 << random.Next(8)); break;
            }
        }

        return [.. bytes];
    }
}
