using Nodepoint.IspConfig.Dns;
using Xunit;

namespace Nodepoint.Tests.Dns;

public sealed class PolicyTests
{
    [Theory]
    [InlineData("v=spf1 -all")]
    [InlineData("V=SPF1 mx a:mail.example.com/24//64 ip4:192.0.2.0/24 ip6:2001:db8::/32 include:_spf.example.com ~all")]
    [InlineData("v=spf1 exists:%{ir}.%{v}._spf.%{d2} exp=explain.%{d} ?all")]
    [InlineData("v=spf1  a/24 mx//64   redirect=_spf.example.com")]
    [InlineData("v=spf1 x-note=any%20text ip4:192.0.2.1 -all", "a % that is not part of a macro")]
    [InlineData("v=spf1 a, mx -all", "is not a term")]
    [InlineData("v=spf1;mx -all", "must be followed by a space")]
    [InlineData("v=spf2 mx -all")]
    [InlineData("v=spf1 ipv4:192.0.2.1 -all", "Use ip4")]
    [InlineData("v=spf1 ip4:192.0.2.256 -all", "not an IPv4 address")]
    [InlineData("v=spf1 ip4:192.0.2.0/33 -all", "not an IPv4 address")]
    [InlineData("v=spf1 ip4:2001:db8::1 -all", "not an IPv4 address")]
    [InlineData("v=spf1 ip6:192.0.2.1 -all", "not an IPv6 address")]
    [InlineData("v=spf1 mx/40 -all", "is not valid")]
    [InlineData("v=spf1 include -all", "needs a colon")]
    [InlineData("v=spf1 include:example -all", "needs a colon")]
    [InlineData("v=spf1 -all:", "must stand alone")]
    [InlineData("v=spf1 mail.example.com -all", "is not a term")]
    [InlineData("v=spf1 mx -all redirect=a.example.com redirect=b.example.com", "redirect= twice")]
    [InlineData("v=spf1 include:vine.test -all", "includes itself")]
    [InlineData("v=spf1 redirect=vine.test", "redirects to itself")]
    [InlineData("v=spf1 mx \u2013all", "printable ASCII")]
    public void An_spf_policy_that_is_an_error_for_receivers_is_refused(string text, string? says = null) => AssertRefused("", text, says);

    [Theory]
    [InlineData(10, null)]
    [InlineData(11, "needs 11 DNS look-ups")]
    public void An_spf_policy_has_ten_lookups(int count, string? says)
    {
        AssertRefused("", $"v=spf1 {string.Join(' ', Enumerable.Range(1, count).Select(number => $"include:s{number}.example.com"))} -all", says);
        // What follows all is not looked up.
        AssertRefused("", $"v=spf1 -all {string.Join(' ', Enumerable.Range(1, count).Select(number => $"include:s{number}.example.com"))}", null);
    }

    [Theory]
    [InlineData("v=spf1 -all mx", "after -all")]
    [InlineData("v=spf1 mx all", "allows every server")]
    [InlineData("v=spf1 +all", "allows every server")]
    [InlineData("v=spf1 ptr -all", "ptr")]
    [InlineData("v=spf1 include=example.com -all", "Use include:example.com")]
    [InlineData("v=spf1 -all redirect=example.com", "beside -all")]
    [InlineData("v=spf1 mx ~all", null)]
    public void An_spf_policy_that_does_not_do_what_it_says_is_advised_against(string text, string? says) => AssertAdvised("", text, says);

    [Theory]
    [InlineData("v=DMARC1; p=none")]
    [InlineData("v=DMARC1;p=quarantine;sp=reject;pct=50;rua=mailto:a@example.com,mailto:b@example.com!10m;ruf=mailto:c@example.org;fo=1:d:s;adkim=s;aspf=r;ri=86400;")]
    [InlineData("v=dmarc1; p=none", "v=DMARC1 in exactly this form")]
    [InlineData("p=none; v=DMARC1", "v=DMARC1 in exactly this form")]
    [InlineData("v=DMARC1 p=none", "v=DMARC1 in exactly this form")]
    [InlineData("v=DMARC1; rua=mailto:a@example.com", "does not have the tag p")]
    [InlineData("v=DMARC1; p=block", "not a policy")]
    [InlineData("v=DMARC1; p=none; p=reject", "twice")]
    [InlineData("v=DMARC1; p=none; pct=101", "percentage")]
    [InlineData("v=DMARC1; p=none; rua=a@example.com", "Use mailto:a@example.com")]
    [InlineData("v=DMARC1; p=none; rua=mailto:a", "not an email address")]
    [InlineData("v=DMARC1; p=none; rua=mailto:a@example.com;b@example.com", "not a tag")]
    [InlineData("v=DMARC1; p=none; adkim=strict", "alignment")]
    [InlineData("v=DMARC1; p=none; fo=2", "fo=2")]
    [InlineData("v=DMARC1;; p=none", "two semicolons")]
    public void A_dmarc_policy_that_receivers_ignore_is_refused(string text, string? says = null) => AssertRefused("_dmarc", text, says);

    [Theory]
    [InlineData("_dmarc", "v=DMARC1; p=none; policy=none", "'policy'")]
    [InlineData("_dmarc", "v=DMARC1; rua=mailto:a@example.com; p=none", "directly after")]
    [InlineData("dmarc", "v=DMARC1; p=none", "_dmarc.")]
    [InlineData("example.com._report._dmarc", "v=DMARC1", null)]
    [InlineData("_dmarc", "v=DMARC1; p=none", null)]
    public void A_dmarc_policy_that_does_not_do_what_it_says_is_advised_against(string name, string text, string? says) => AssertAdvised(name, text, says);

    [Fact]
    public void A_whole_zone_is_checked_with_the_same_rules()
    {
        Row[] zone =
        [
            new("www", "A", 3600) { Data = "203.0.113.1" }, new("www", "A", 300) { Data = "203.0.113.2" }, new("", "TXT", 3600) { Data = "v=spf1 mx -all" }, new("", "TXT", 3600) { Data = "v=spf1 ptr -all" },
            new("", "MX", 3600) { Data = "alias.vine.test.", Aux = 10 }, new("alias", "CNAME", 3600) { Data = "www" }, new("off", "TXT", 3600) { Data = "v=spf1 bad", Active = false },
        ];
        var problems = DnsZoneCheck.Find("vine.test.", zone);
        Assert.Equal(
            [(zone[1], DnsConflictKind.DifferentTtl, false), (zone[3], DnsConflictKind.SecondPolicy, false), (zone[3], DnsConflictKind.SpfAdvice, true), (zone[5], DnsConflictKind.PointsToAlias, false)],
            problems.Select(problem => ((Row)problem.Record, problem.Conflict.Kind, problem.Conflict.IsAdvice)));
        Assert.Empty(DnsZoneCheck.Find("vine.test.", zone.Where((_, index) => index is 0 or 2 or 5)));
    }

    private static void AssertRefused(string name, string text, string? says)
    {
        var conflict = DnsConflict.Check([], new Row(name, "TXT", 3600) { Data = text }, "vine.test.");
        if (says is null) Assert.Null(conflict);
        else Assert.Contains(says, conflict?.Message, StringComparison.Ordinal);
    }

    private static void AssertAdvised(string name, string text, string? says)
    {
        var problems = DnsZoneCheck.Find("vine.test.", [new Row(name, "TXT", 3600) { Data = text }]);
        if (says is null) Assert.Empty(problems);
        else Assert.Contains(says, Assert.Single(problems, problem => problem.Conflict.IsAdvice).Conflict.Message, StringComparison.Ordinal);
    }

    private sealed record Row(string Name, string TypeName, long Ttl) : IDnsRecord
    {
        public DnsRecordType Type => Enum.Parse<DnsRecordType>(TypeName);

        public string Data { get; init; } = "";

        public long Aux { get; init; }

        public bool Active { get; init; } = true;
    }
}
