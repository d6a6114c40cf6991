using System.Net;
using Nodepoint.IspConfig.Mail.Spf;
using Xunit;

namespace Nodepoint.Tests.Mail.Spf;

/// <summary>Cases from the text of RFC 7208.</summary>
public sealed class SpfEvaluatorTests
{
    private const string Sender = "strong-bad@email.example.com";

    [Theory]
    // 4.6.2, 8: the first mechanism that matches decides; without one the result is neutral.
    [InlineData("v=spf1 +all", SpfResult.Pass)]
    [InlineData("v=spf1 -all", SpfResult.Fail)]
    [InlineData("v=spf1 ~all", SpfResult.SoftFail)]
    [InlineData("v=spf1 ?all", SpfResult.Neutral)]
    [InlineData("v=spf1", SpfResult.Neutral)]
    [InlineData("v=spf1 ip4:198.51.100.0/24", SpfResult.Neutral)]
    [InlineData("v=spf1 ip4:192.0.2.0/24 -all", SpfResult.Pass)]
    [InlineData("v=spf1 -ip4:192.0.2.3 +all", SpfResult.Fail)]
    [InlineData("v=spf1 ip4:192.0.2.4/31 -all", SpfResult.Fail)]
    [InlineData("v=spf1 ip6:2001:db8::/32 -all", SpfResult.Fail)]
    [InlineData("V=SPF1 IP4:192.0.2.3 -ALL", SpfResult.Pass)]
    // 5.3, 5.4: the addresses of the domain and of its mail servers.
    [InlineData("v=spf1 a -all", SpfResult.Fail)]
    [InlineData("v=spf1 a:mail.example.com -all", SpfResult.Pass)]
    [InlineData("v=spf1 a:www.example.com/24 -all", SpfResult.Pass)]
    [InlineData("v=spf1 a:www.example.com/32//64 -all", SpfResult.Fail)]
    [InlineData("v=spf1 mx -all", SpfResult.Pass)]
    [InlineData("v=spf1 mx:other.example -all", SpfResult.Fail)]
    // 5.5: deprecated, but still evaluated.
    [InlineData("v=spf1 ptr -all", SpfResult.Fail)]
    [InlineData("v=spf1 ptr:example.com -all", SpfResult.Pass)]
    // 5.7 and appendix E: an address record under a name that macros make.
    [InlineData("v=spf1 exists:%{ir}.sbl.example.net ?all", SpfResult.Pass)]
    [InlineData("v=spf1 exists:%{l}.users.example.com -all", SpfResult.Fail)]
    // 5.2: include matches if the other record passes.
    [InlineData("v=spf1 include:pass.example.net -all", SpfResult.Pass)]
    [InlineData("v=spf1 include:fail.example.net ~all", SpfResult.SoftFail)]
    [InlineData("v=spf1 include:none.example.net -all", SpfResult.PermError)]
    [InlineData("v=spf1 include:silent.example.net -all", SpfResult.TempError)]
    // 6.1: redirect takes the other record's result, unless a mechanism matches.
    [InlineData("v=spf1 redirect=fail.example.net", SpfResult.Fail)]
    [InlineData("v=spf1 redirect=fail.example.net ip4:192.0.2.3", SpfResult.Pass)]
    [InlineData("v=spf1 ?all redirect=fail.example.net", SpfResult.Neutral)]
    [InlineData("v=spf1 redirect=none.example.net", SpfResult.PermError)]
    // 4.6.1, 12: what the grammar does not allow, wherever it is.
    [InlineData("v=spf1 +all moo", SpfResult.PermError)]
    [InlineData("v=spf1 all:x -all", SpfResult.PermError)]
    [InlineData("v=spf1 ip4:192.0.2.256", SpfResult.PermError)]
    [InlineData("v=spf1 ip4:192.0.2.0/33", SpfResult.PermError)]
    [InlineData("v=spf1 ip4:192.0.2.0/024", SpfResult.PermError)]
    [InlineData("v=spf1 ip6:::1/129", SpfResult.PermError)]
    [InlineData("v=spf1 ip6:192.0.2.1", SpfResult.PermError)]
    [InlineData("v=spf1 include", SpfResult.PermError)]
    [InlineData("v=spf1 a:", SpfResult.PermError)]
    [InlineData("v=spf1 a:localhost", SpfResult.PermError)]
    [InlineData("v=spf1 a:example.123", SpfResult.PermError)]
    [InlineData("v=spf1 exists:%{x}.example.com", SpfResult.PermError)]
    [InlineData("v=spf1 exists:%{d0}.example.com", SpfResult.PermError)]
    [InlineData("v=spf1 exists:%.example.com", SpfResult.PermError)]
    [InlineData("v=spf1 exists:%{c}.example.com", SpfResult.PermError)]
    [InlineData("v=spf1 redirect=a.example redirect=b.example", SpfResult.PermError)]
    [InlineData("v=spf1 exp=a.example exp=b.example", SpfResult.PermError)]
    // 6: unknown modifiers are ignored.
    [InlineData("v=spf1 moo.cow=%{d} ip4:192.0.2.3 -all", SpfResult.Pass)]
    // 4.6.4: ten look-ups, two of which may find nothing.
    [InlineData("v=spf1 a a a a a a a a a a ip4:192.0.2.3", SpfResult.Pass)]
    [InlineData("v=spf1 a a a a a a a a a a a ip4:192.0.2.3", SpfResult.PermError)]
    [InlineData("v=spf1 a:v1.example.com a:v2.example.com ip4:192.0.2.3", SpfResult.Pass)]
    [InlineData("v=spf1 a:v1.example.com a:v2.example.com a:v3.example.com ip4:192.0.2.3", SpfResult.PermError)]
    [InlineData("v=spf1 include:email.example.com", SpfResult.PermError)]
    public async Task A_record_has_the_result_of_the_RFC(string record, SpfResult expected)
    {
        var found = await EvaluateAsync(record);
        Assert.True(expected == found.Result, $"{found.Result}: {found.Problem}");
        Assert.Equal(expected is SpfResult.PermError or SpfResult.TempError, found.Problem.Length > 0);
        Assert.Equal(record, found.Record);
    }

    [Theory]
    // 7.4, with the sender strong-bad@email.example.com.
    [InlineData("%{s}", "strong-bad@email.example.com")]
    [InlineData("%{o}", "email.example.com")]
    [InlineData("%{d4}", "email.example.com")]
    [InlineData("%{d2}", "example.com")]
    [InlineData("%{d1}", "com")]
    [InlineData("%{dr}", "com.example.email")]
    [InlineData("%{d2r}", "example.email")]
    [InlineData("%{l}", "strong-bad")]
    [InlineData("%{l-}", "strong.bad")]
    [InlineData("%{lr}", "strong-bad")]
    [InlineData("%{lr-}", "bad.strong")]
    [InlineData("%{l1r-}", "strong")]
    [InlineData("%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com")]
    [InlineData("%{lr-}.lp._spf.%{d2}", "bad.strong.lp._spf.example.com")]
    [InlineData("%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}", "3.2.0.192.in-addr.strong.lp._spf.example.com")]
    [InlineData("%{p}", "mail.example.com")]
    [InlineData("100%% of%_%{c}", "100% of 192.0.2.3")]
    [InlineData("http://%{d}/why.html?s=%{S}&i=%{I}", "http://email.example.com/why.html?s=strong-bad%40email.example.com&i=192.0.2.3")]
    public async Task An_explanation_shows_its_macros(string text, string expected)
        => Assert.Equal(expected, (await EvaluateAsync("v=spf1 -all exp=why.example.com", zones => zones.Add("why.example.com", "TXT", text))).Explanation);

    [Fact]
    public async Task The_macros_of_an_IPv6_address_are_its_32_digits()
    {
        // 7.4: the address is 2001:db8::cb01.
        var zones = new SpfZones().Add("email.example.com", "TXT", "v=spf1 exists:%{ir}.%{v}._spf.%{d2} -all")
            .Add("1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6._spf.example.com", "A", "127.0.0.2");
        Assert.Equal(SpfResult.Pass, (await EvaluateAsync(zones, "2001:db8::cb01")).Result);
        Assert.Equal(SpfResult.Fail, (await EvaluateAsync(zones, "2001:db8::cb02")).Result);
        Assert.Equal(SpfResult.Pass, (await EvaluateAsync(new SpfZones().Add("email.example.com", "TXT", "v=spf1 ip4:192.0.2.3 -all"), "::ffff:192.0.2.3")).Result);
    }

    [Fact]
    public async Task A_domain_has_one_record_made_of_all_its_strings()
    {
        Assert.Equal(SpfResult.Pass, (await EvaluateAsync("v=spf1 ip4:192.|0.2.3 -all", record: "v=spf1 ip4:192.0.2.3 -all")).Result);
        Assert.Equal(SpfResult.PermError, (await EvaluateAsync("v=spf1 -all", zones => zones.Add("email.example.com", "TXT", "v=spf1 +all"))).Result);
        Assert.Equal(SpfResult.Fail, (await EvaluateAsync("v=spf1 -all", zones => zones.Add("email.example.com", "TXT", "v=spf10 +all"))).Result);
        Assert.Equal(SpfResult.None, (await EvaluateAsync(new SpfZones().Add("email.example.com", "TXT", "hello"), "192.0.2.3")).Result);
    }

    [Fact]
    public async Task What_decided_and_what_was_counted_is_told()
    {
        var found = await EvaluateAsync("v=spf1 a:v1.example.com include:fail.example.net mx -all");
        Assert.Equal(("mx", 3, 1), (found.Mechanism, found.LookupCount, found.VoidLookupCount));
    }

    [Fact]
    public async Task A_question_is_asked_once_in_an_evaluation_and_again_in_the_next()
    {
        var zones = Zones("v=spf1 a:www.example.com a:www.example.com a:www.example.com -all");
        await EvaluateAsync(zones, "203.0.113.99");
        Assert.Equal(2, zones.Asked);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => EvaluateAsync(zones, "203.0.113.99")));
        Assert.Equal(42, zones.Asked);
    }

    [Theory]
    [InlineData("", "mail.example.org", "mail.example.org", "postmaster@mail.example.org")]
    [InlineData("@example.org", "mail.example.org", "example.org", "postmaster@example.org")]
    [InlineData("a@b@example.org", "mail.example.org", "example.org", "a@b@example.org")]
    public void The_domain_is_that_of_the_sender_or_of_the_host(string sender, string helo, string domain, string shown)
    {
        var query = SpfQuery.Of(IPAddress.Loopback, sender, helo);
        Assert.Equal((domain, shown), (query.Domain, query.Sender));
    }

    [Fact]
    public void Any_text_is_read_or_refused_and_never_breaks_the_parser()
    {
        const string Alphabet = "v=spf1 +-~?all:include/ip46%{dirslohcvp}._,=0123456789mxptrexistsredirect\\\"\u00e9";
        var random = new Random(7208);
        for (var run = 0; run < 200_000; run++)
        {
            var text = "v=spf1 " + string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            try { SpfRecord.Parse(text); }
            catch (SpfException problem) { Assert.Equal(SpfResult.PermError, problem.Result); }
        }
    }

    private static SpfZones Zones(string record) => new SpfZones()
        .Add("email.example.com", "TXT", record).Add("email.example.com", "A", "203.0.113.1").Add("email.example.com", "MX", "10 mail.example.com")
        .Add("mail.example.com", "A", "192.0.2.3").Add("www.example.com", "A", "192.0.2.200").Add("other.example", "MX", "10 www.example.com")
        .Add("3.2.0.192.in-addr.arpa", "PTR", "mail.example.com").Add("3.2.0.192.in-addr.arpa", "PTR", "liar.example.net").Add("liar.example.net", "A", "203.0.113.2")
        .Add("3.2.0.192.sbl.example.net", "A", "127.0.0.2")
        .Add("pass.example.net", "TXT", "v=spf1 ip4:192.0.2.0/24 -all").Add("fail.example.net", "TXT", "v=spf1 -all").Silence("silent.example.net");

    private static Task<SpfEvaluation> EvaluateAsync(SpfZones zones, string address)
        => new SpfEvaluator(zones, TimeProvider.System).EvaluateAsync(SpfQuery.Of(IPAddress.Parse(address), Sender, "mail.example.com"), TestContext.Current.CancellationToken);

    private static async Task<SpfEvaluation> EvaluateAsync(string text, Action<SpfZones>? more = null, string? record = null)
    {
        var zones = Zones(text);
        more?.Invoke(zones);
        var found = await EvaluateAsync(zones, "192.0.2.3");
        if (record is not null) Assert.Equal(record, found.Record);
        return found;
    }
}
