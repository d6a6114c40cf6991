using System.Diagnostics;
using System.Globalization;
using System.Net;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Dns.Policies;
using Nodepoint.IspConfig.Mail.Dmarc;
using Nodepoint.IspConfig.Mail.Spf;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.Tests.Mail.Spf;
using Xunit;

namespace Nodepoint.Tests.Mail;

/// <summary>Mutated SPF and DMARC records give a policy or an error of their own, and nothing else.</summary>
public sealed class PolicyFuzzTests(ITestOutputHelper output)
{
    private const int Longest = 600;

    // Set NODEPOINT_FUZZ=1000000 for a million records.
    private static readonly int Records = int.Parse(Environment.GetEnvironmentVariable("NODEPOINT_FUZZ") ?? "20000", CultureInfo.InvariantCulture);

    private static readonly string[] SpfWords =
    [
        "v=spf1", "V=SPF1 ", " ", " mx", " a:", "/24", "//64", " ip4:192.0.2.1", " ip6:2001:db8::/32", " ip6:::", " include:", " redirect=", " exp=", " exists:%{ir}.%{v}.", "%{", "%{d12r-+}", "%%", "%_", "%-", "%{p}", " ptr", " all", " -all", "~", "?",
        "example.com", "..", "x=%{c}", "\u00FC", "\t", "\"", "\\", "=", ":", "/", "9999999999", "999.", "a-b.c-d",
    ];

    private static readonly string[] DmarcWords =
    [
        "v=DMARC1", "v = DMARC1 ;", ";", "; p=none", ";p=reject", "; sp=", "quarantine", "; rua=mailto:a@example.com", ",mailto:b@example.org!10m", "!", "@", "; ruf=", "https://example.com/", "; pct=", "100", "4294967296", "; ri=", "; fo=1:d:s", ":", "; adkim=s",
        "; aspf=", "=", " ", "\t", "%2C", "; psd=y", "; t=n", "; x=1", "\u00FC", "\"", "mailto:", "..", "-", "_", "xn--",
    ];

    [Fact]
    public async Task A_mutated_spf_record_gives_a_policy_or_an_error()
    {
        var valid = 0;
        await RunAsync("v=spf1 mx a:mail.%{d2}/24//64 ip4:192.0.2.0/24 include:_spf.example.com -all exp=why.example.com", SpfWords, async (text, random) =>
        {
            _ = PolicyText.Check(text, "example.com.").Select(static problem => problem.Text).ToList();
            var isValid = SpfRecord.IsSpf(text) && TryParse(text) is not null;
            if (isValid) valid++;
            if (!text.StartsWith(SpfRecord.Version, StringComparison.OrdinalIgnoreCase)) return;

            // What is changed has the change, and nothing is lost.
            var (add, remove) = (SpfWords[random.Next(SpfWords.Length)].Trim(), SpfRecord.TermsOf(text).Skip(random.Next(3)).Take(1).ToArray());
            try
            {
                var edited = SpfEditor.Apply(text, new SpfChange("example.com") { Add = [add], All = SpfAll.Fail }).Text;
                Assert.Contains(SpfRecord.TermsOf(edited), static term => term.Equals("-all", StringComparison.OrdinalIgnoreCase));
                if (isValid && SpfRecord.IsSpf(edited)) Assert.NotNull(TryParse(edited));
                Assert.Equal(edited, SpfEditor.Apply(edited, new SpfChange("example.com") { Add = [add], All = SpfAll.Fail }).Text);
            }
            catch (RuleException problem) { Assert.Equal(Rule.InvalidSpfRecord, problem.Rule); }

            Assert.DoesNotContain(SpfRecord.TermsOf(SpfEditor.Apply(text, new SpfChange("example.com") { Remove = remove }).Text), term => remove.Contains(term, StringComparer.OrdinalIgnoreCase));

            // Every name has this record, so that what it includes is itself.
            var found = await new SpfEvaluator(new OneText(text), TimeProvider.System).EvaluateAsync(SpfQuery.Of("example.com", IPAddress.Parse("192.0.2.9"), null, null), TestContext.Current.CancellationToken);
            Assert.InRange(found.LookupCount, 0, SpfRecord.MostLookups + 1);
            if (!isValid) Assert.True(found.Result is SpfResult.PermError or SpfResult.None, text);
        });
        output.WriteLine($"{valid} valid records.");
        Assert.InRange(valid, Records / 100, Records);
    }

    [Fact]
    public async Task A_mutated_dmarc_record_gives_a_policy_or_an_error()
    {
        var valid = 0;
        await RunAsync("v=DMARC1; p=quarantine; sp=reject; pct=50; rua=mailto:a@example.com,mailto:b@example.com!10m; fo=1:d; adkim=s; ri=3600", DmarcWords, (text, _) =>
        {
            var problems = PolicyText.Check(text, "_dmarc.example.com.").Select(static problem => problem.Text).ToList();
            if (DmarcRecord.TryParse(text) is not { } record)
            {
                Assert.NotEmpty(problems);
                return Task.CompletedTask;
            }

            valid++;
            var policy = DmarcPolicy.Of("example.com", record, text);
            // What is shown comes back as it is, and what is changed is shown.
            var same = new DmarcChange("example.com")
            {
                Policy = policy.Policy, SubdomainPolicy = policy.SubdomainPolicy, Percent = policy.Percent, AggregateReport = policy.AggregateReport.Length == 0 ? null : policy.AggregateReport, FailureReport = policy.FailureReport.Length == 0 ? null : policy.FailureReport,
                DkimAlignment = policy.DkimAlignment, SpfAlignment = policy.SpfAlignment, FailureOption = policy.FailureOption, ReportInterval = policy.ReportInterval,
            };
            if (policy.Policy is not null) Assert.Equal(text, DmarcEditor.Apply(text, same));
            var changed = DmarcEditor.Apply(text, new DmarcChange("example.com") { Policy = DmarcAction.Reject, AggregateReport = ["new@example.net"], Percent = 7 });
            var after = DmarcPolicy.Of("example.com", DmarcRecord.Parse(changed), changed);
            Assert.Equal((DmarcAction.Reject, 7, "new@example.net"), (after.Policy!.Value, after.Percent!.Value, Assert.Single(after.AggregateReport)));
            return Task.CompletedTask;
        });
        output.WriteLine($"{valid} valid records.");
        Assert.InRange(valid, Records / 100, Records);
    }

    [Theory]
    [InlineData("v=spf1 ", "a:", "a.")]
    [InlineData("v=spf1 mx:", "/1", "//1")]
    [InlineData("v=spf1 exists:", "%{d", "%{l1r-}")]
    [InlineData("v=spf1 ip4:", "1", "1.")]
    [InlineData("v=spf1 ip6:", ":", "0:")]
    [InlineData("v=spf1 x=", "%%", "-")]
    [InlineData("v=spf1 include:a.", "-", "a-")]
    [InlineData("v=DMARC1; rua=mailto:a@", "a", "a-")]
    [InlineData("v=DMARC1; rua=", "mailto:a@b.example,", "a.")]
    [InlineData("v=DMARC1; p=none; fo=", "1:", ":")]
    [InlineData("v", " ", "=")]
    public void The_longest_record_is_read_at_once(string begin, string one, string other)
    {
        // Sixty thousand characters for which an expression that tries again from each place would need hours.
        foreach (var part in (string[])[one, other, one + other])
        {
            var text = begin + string.Concat(Enumerable.Repeat(part, 60_000 / part.Length)) + "\u00A0";
            _ = PolicyText.Check(text, "_dmarc.example.com.").ToList();
            _ = PolicyText.Check(text[..^1], "_dmarc.example.com.").ToList();
            if (text.StartsWith(SpfRecord.Version, StringComparison.Ordinal)) _ = TryParse(text[..^1]);
            _ = DmarcRecord.TryParse(text);
        }
    }

    private static SpfRecord? TryParse(string text)
    {
        try { return SpfRecord.Parse(text); }
        catch (SpfException problem)
        {
            Assert.Equal(SpfResult.PermError, problem.Result);
            Assert.NotNull(problem.Fault);
            return null;
        }
    }

    private async Task RunAsync(string fresh, string[] words, Func<string, Random, Task> checkAsync)
    {
        var seed = Seed.Next();
        Seed.Report(output, $"{Records} mutated records with NODEPOINT_SEED={seed}");
        var (random, clock, current) = (new Random(seed), Stopwatch.StartNew(), fresh);
        for (var round = 0; round < Records; round++)
        {
            // Mutations of mutations reach further.
            current = Mutate(random.Next(4) == 0 || current.Length > Longest ? fresh : current, words, random);
            try { await checkAsync(current, random); }
            catch (Exception problem) { throw new InvalidOperationException($"Round {round} with NODEPOINT_SEED={seed}: {Uri.EscapeDataString(current)}", problem); }
        }

        output.WriteLine($"{clock.Elapsed.TotalSeconds:0} s.");
    }

    private static string Mutate(string text, string[] words, Random random)
    {
        for (var change = random.Next(1, 4); change > 0 && text.Length > 0; change--)
        {
            var at = random.Next(text.Length);
            text = random.Next(5) switch
            {
                0 => text.Insert(at, words[random.Next(words.Length)]),
                1 => text.Remove(at, random.Next(1, Math.Min(12, text.Length - at + 1))),
                2 => text.Insert(random.Next(text.Length), text.Substring(at, random.Next(1, Math.Min(30, text.Length - at + 1)))),
                3 => text[..at] + (char)random.Next(1, 0x100) + text[(at + 1)..],
                _ => text.Insert(text.Length, words[random.Next(words.Length)]),
            };
        }

        return text;
    }

    private sealed class OneText(string text) : IDnsResolver
    {
        private readonly byte[] _data = SpfZones.Texts([text]);

        public Task<DnsResponse> ResolveAsync(string name, DnsQueryType type, CancellationToken cancel)
            => Task.FromResult(new DnsResponse { Answers = type == DnsQueryType.TXT ? [new DnsResponseRecord(name + ".", type, 60, _data)] : [] });
    }
}
