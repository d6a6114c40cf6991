using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Nodepoint.IspConfig.Dns.Policies;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model.Rules;
using Xunit;

namespace Nodepoint.Tests.Mail;

/// <summary>Mutated records of DKIM keys are read or refused with a reason, and what was read is written so that it is read the same again.</summary>
public sealed class DkimFuzzTests(ITestOutputHelper output)
{
    // Set NODEPOINT_FUZZ=1000000 for a million records.
    private static readonly int Records = int.Parse(Environment.GetEnvironmentVariable("NODEPOINT_FUZZ") ?? "20000", CultureInfo.InvariantCulture);

    private static readonly string[] Words = ["v=DKIM1", "v=DKIM2", ";", "; ", "=", "p=", "k=rsa", "k=ed25519", "k=x", "h=sha256", "h=sha1:", "s=email", "s=*", "t=y:s", "t=", "n=a note", "x_1=y", "\r\n ", "\t", "\0", "\u00A0", "\u00FC", "\uD800", "MII", "AAAA", "==", ":", "_", "\"", "p = ", "v="];

    [Fact]
    public void A_mutated_record_is_read_or_refused_with_a_reason()
    {
        var seed = Seed.Next();
        Seed.Report(output, $"{Records} mutated DKIM records with NODEPOINT_SEED={seed}");
        var random = new Random(seed);
        using var rsa = RSA.Create(1024);
        var key = DkimKeyPair.FromPem(rsa.ExportRSAPrivateKeyPem());
        string[] fresh = [DkimRecord.For(key).Value, $"k=rsa; h=sha256; p={Convert.ToBase64String(rsa.ExportRSAPublicKey())}", "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=", "v=DKIM1; t=y : s; s=*; n=a note; x=1; p=;"];
        var (text, read, usable, clock) = (fresh[0], 0, 0, Stopwatch.StartNew());
        for (var round = 0; round < Records; round++)
        {
            if (round % 20 == 0 || text.Length > 3000) text = fresh[random.Next(fresh.Length)];
            text = Mutate(text, random);
            try
            {
                var record = DkimRecord.Read(text, out var problem);
                Assert.Equal(record is null, problem.Length > 0);
                foreach (var found in DkimCheck.Find(text)) Assert.NotEmpty(found.Text);
                if (record is null)
                {
                    Assert.Throws<RuleException>(() => DkimRecord.Parse(text));
                    continue;
                }

                read++;
                if (record.IsUsable) usable++;
                _ = record.Matches(key);
                Assert.Equal(record, DkimRecord.Parse(record.Value));
            }
            catch (Exception problem) { throw new InvalidOperationException($"Round {round} with NODEPOINT_SEED={seed}: {Uri.EscapeDataString(text.Replace('\uD800', '?'))}", problem); }
        }

        output.WriteLine($"{read} records were read, {usable} of them can be used, {Records - read} were refused, in {clock.Elapsed.TotalSeconds:0} s.");
        Assert.InRange(usable, 1, read);
    }

    private static string Mutate(string text, Random random)
    {
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var at = random.Next(text.Length + 1);
            text = random.Next(5) switch
            {
                0 => text.Insert(at, Words[random.Next(Words.Length)]),
                1 => text.Insert(at, ((char)random.Next(0x100)).ToString()),
                2 => text.Remove(at, random.Next(0, Math.Min(12, text.Length - at) + 1)),
                3 => text.Insert(random.Next(text.Length + 1), text.Substring(at, random.Next(0, Math.Min(40, text.Length - at) + 1))),
                _ => string.Join(';', text.Split(';').OrderBy(_ => random.Next(4))),
            };
        }

        return text;
    }
}
