using CsCheck;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model.Rules;
using Xunit;

namespace Nodepoint.Tests.Dns;

public sealed class DnsNameTests
{
    internal static readonly Gen<string> Label = Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789_-"].Array[1, 20].Select(letters => new string(letters));

    [Theory]
    [InlineData("@", "@", "", "example.com.")]
    [InlineData("", "@", "", "example.com.")]
    [InlineData(null, "@", "", "example.com.")]
    [InlineData("example.com.", "@", "", "example.com.")]
    [InlineData("example.com", "@", "", "example.com.")]
    [InlineData("www", "www", "www", "www.example.com.")]
    [InlineData("WWW", "www", "www", "www.example.com.")]
    [InlineData(" www ", "www", "www", "www.example.com.")]
    [InlineData("www.example.com.", "www", "www", "www.example.com.")]
    [InlineData("www.example.com", "www", "www", "www.example.com.")]
    [InlineData("a.b", "a.b", "a.b", "a.b.example.com.")]
    [InlineData("_dmarc", "_dmarc", "_dmarc", "_dmarc.example.com.")]
    [InlineData("*", "*", "*", "*.example.com.")]
    [InlineData("*.shop", "*.shop", "*.shop", "*.shop.example.com.")]
    [InlineData("bücher", "xn--bcher-kva", "xn--bcher-kva", "xn--bcher-kva.example.com.")]
    [InlineData("_sip.müller", "_sip.xn--mller-kva", "_sip.xn--mller-kva", "_sip.xn--mller-kva.example.com.")]
    [InlineData("notexample.com", "notexample.com", "notexample.com", "notexample.com.example.com.")]
    public void A_name_may_be_typed_the_way_zone_files_and_people_do(string? typed, string name, string panel, string fqdn)
    {
        var read = DnsName.Parse(typed, "example.com.");
        Assert.Equal((name, panel, fqdn), (read.Name, read.PanelName, read.Fqdn));
        Assert.True(read.IsInZone);
    }

    [Theory]
    [InlineData("www.example.net.", "outside")]
    [InlineData("example.com.example.net.", "outside")]
    [InlineData(".", "root")]
    [InlineData("a..b", "empty label")]
    [InlineData(".a", "empty label")]
    [InlineData("a*b", "wildcard")]
    [InlineData("a.*", "wildcard")]
    [InlineData("bad name", "' '")]
    [InlineData("info@example.com", "mail address")]
    public void A_name_that_cannot_be_is_refused_in_words(string typed, string said) =>
        Assert.Contains(said, Assert.Throws<RuleException>(() => DnsName.Parse(typed, "example.com.")).Message, StringComparison.Ordinal);

    [Fact]
    public void Labels_have_63_characters_and_names_253()
    {
        Assert.Equal(63, DnsName.Parse(new string('x', 63), "example.com.").Name.Length);
        Assert.Throws<RuleException>(() => DnsName.Parse(new string('x', 64), "example.com."));
        var long253 = string.Join('.', Enumerable.Repeat(new string('x', 47), 5)) + ".xx";
        Assert.Equal(254, DnsName.Parse(long253[..(253 - 12)], "example.com.").Fqdn.Length);
        Assert.Throws<RuleException>(() => DnsName.Parse(long253, "example.com."));
    }

    [Fact]
    public void A_zone_with_umlauts_is_shown_in_both_forms()
    {
        var name = DnsName.Parse("www", "Müller.de");
        Assert.Equal("www.xn--mller-kva.de.", name.Fqdn);
        Assert.Equal("www.müller.de.", name.Unicode);
    }

    [Theory]
    [InlineData("nodot.vine.test", "nodot.vine.test", "nodot.vine.test.vine.test.", true)]
    [InlineData("abs.vine.test.", "abs", "abs.vine.test.", true)]
    [InlineData("vine.test.", "@", "vine.test.", true)]
    [InlineData("", "@", "vine.test.", true)]
    [InlineData("abs.other.test.", "abs.other.test.", "abs.other.test.", false)]
    [InlineData("UPPER", "upper", "upper.vine.test.", true)]
    [InlineData("we ird!", "we ird!", "we ird!.vine.test.", true)]
    public void A_stored_name_means_what_the_name_server_reads(string stored, string name, string fqdn, bool inZone)
    {
        var read = DnsName.FromPanel(stored, "vine.test.");
        Assert.Equal((name, fqdn, inZone), (read.Name, read.Fqdn, read.IsInZone));
    }

    [Fact]
    public void What_is_stored_reads_back_as_what_was_typed() =>
        Gen.Select(Label.Array[0, 5], Label, Gen.Int[0, 2]).Sample((labels, zone, form) =>
        {
            var origin = $"{zone}.test.";
            var relative = string.Join('.', labels);
            var typed = (form, relative) switch { (0, _) => relative, (1, "") => origin, (1, _) => $"{relative}.{origin}", _ => $"{relative}.{origin}".TrimStart('.').ToUpperInvariant() };
            var name = DnsName.Parse(typed, origin);
            Assert.Equal(name, DnsName.FromPanel(name.PanelName, origin));
            Assert.Equal(name, DnsName.Parse(name.Fqdn, origin));
            Assert.Equal(name, DnsName.Parse(name.Name, origin));
            Assert.Equal(name, DnsName.Parse(name.Unicode, origin));
            Assert.Equal($"{relative}.{origin}".TrimStart('.'), name.Fqdn);
        });

    [Fact]
    public void Whatever_is_typed_is_a_name_or_refused_in_one_line() =>
        Gen.String.Sample(typed =>
        {
            _ = DnsName.FromPanel(typed, "example.com.");
            try
            {
                var name = DnsName.Parse(typed, "example.com.");
                Assert.Equal(name, DnsName.Parse(name.Fqdn, "example.com."));
            }
            catch (RuleException e)
            {
                Assert.DoesNotContain('\n', e.Message);
                Assert.True(e.Message.Length < 400);
            }
        });

    [Theory]
    [InlineData("@", DnsRecordType.A, "")]
    [InlineData("@", DnsRecordType.PTR, "example.com.")]
    [InlineData("@", DnsRecordType.HINFO, "example.com.")]
    [InlineData("*", DnsRecordType.A, "*")]
    [InlineData("*", DnsRecordType.TXT, "*.example.com.")]
    [InlineData("*.x", DnsRecordType.TXT, "*.x")]
    [InlineData("_443._tcp", DnsRecordType.TLSA, "_443._tcp.example.com.")]
    [InlineData("_443._tcp.www", DnsRecordType.TLSA, "_443._tcp.www")]
    public void A_name_is_sent_in_the_form_its_type_lets_through(string typed, DnsRecordType type, string panel) =>
        Assert.Equal(panel, DnsName.Parse(typed, "example.com.").ToPanel(type));

    [Theory]
    [InlineData("under_score", DnsRecordType.A)]
    [InlineData("-x", DnsRecordType.AAAA)]
    [InlineData("*", DnsRecordType.NS)]
    [InlineData("*.x", DnsRecordType.SRV)]
    [InlineData("www", DnsRecordType.TLSA)]
    [InlineData("_443._sctp.www", DnsRecordType.TLSA)]
    [InlineData("a/b", DnsRecordType.TXT)]
    public void A_name_its_type_cannot_have_is_refused(string typed, DnsRecordType type) =>
        Assert.Throws<RuleException>(() => DnsName.Parse(typed, "example.com.").ToPanel(type));

    [Fact]
    public void A_name_passes_the_panels_own_form_or_is_refused_before() =>
        Gen.Select(Gen.Int[0, 17], Gen.OneOf(Label, Gen.OneOf(Gen.Const("*"), Gen.Const("_25"), Gen.Const("_tcp"), Gen.Const("bücher"))).Array[0, 6]).Sample((index, labels) =>
        {
            var type = DnsRecordTypes.All[index];
            if (DnsName.TryParse(string.Join('.', labels), "example.com.", out var name) && Record.Exception(() => name.ToPanel(type)) is null)
                PanelForms.AssertTakes(type, "name", name.ToPanel(type));
        }, iter: 20_000);
}
