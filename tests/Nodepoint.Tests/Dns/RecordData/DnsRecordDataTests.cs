using System.Globalization;
using CsCheck;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Model.Rules;
using Xunit;

namespace Nodepoint.Tests.Dns.RecordData;

public sealed class DnsRecordDataTests
{
    private const string Zone = "example.com.";

    private static readonly string Sha256 = string.Concat(Enumerable.Repeat("AB", 32));

    public static TheoryData<DnsRecordType, string, int?, string, long> Good => new()
    {
        { DnsRecordType.A, "203.0.113.10", null, "203.0.113.10", 0 },
        { DnsRecordType.AAAA, "2001:DB8:0::10", 0, "2001:db8::10", 0 },
        { DnsRecordType.ALIAS, "www.example.com", null, "www.example.com.", 0 },
        { DnsRecordType.CNAME, "@", null, "example.com.", 0 },
        { DnsRecordType.CNAME, "www", null, "www", 0 },
        { DnsRecordType.CNAME, "S1._domainkey.Example.net", null, "s1._domainkey.example.net.", 0 },
        { DnsRecordType.DNAME, "new.example.com.", null, "new.example.com.", 0 },
        { DnsRecordType.NS, "ns1.müller.de", null, "ns1.xn--mller-kva.de.", 0 },
        { DnsRecordType.PTR, "mail.example.com", null, "mail.example.com.", 0 },
        { DnsRecordType.MX, "mail.example.com", null, "mail.example.com.", 10 },
        { DnsRecordType.MX, "mail.example.com", 0, "mail.example.com.", 0 },
        { DnsRecordType.MX, "mail", 20, "mail", 20 },
        { DnsRecordType.MX, "30 mail.example.com.", null, "mail.example.com.", 30 },
        { DnsRecordType.MX, ".", 0, ".", 0 },
        { DnsRecordType.SRV, "5 5060 sip.example.com", 10, "5 5060 sip.example.com.", 10 },
        { DnsRecordType.SRV, "10 5 5060 sip.example.com.", null, "5 5060 sip.example.com.", 10 },
        { DnsRecordType.SRV, "0 0 .", null, "0 0 .", 0 },
        { DnsRecordType.CAA, "0 issue \"letsencrypt.org\"", null, "0 issue \"letsencrypt.org\"", 0 },
        { DnsRecordType.CAA, "0 issue letsencrypt.org", null, "0 issue \"letsencrypt.org\"", 0 },
        { DnsRecordType.CAA, "128 ISSUEWILD \";\"", null, "128 issuewild \";\"", 0 },
        { DnsRecordType.CAA, "0 issue \"ca.example; account=230123\"", null, "0 issue \"ca.example; account=230123\"", 0 },
        { DnsRecordType.CAA, "0 iodef mailto:security@example.com", null, "0 iodef \"mailto:security@example.com\"", 0 },
        { DnsRecordType.DS, "60485 5 1 2bb183af5f22588179a53b0a 98631fad1a292118", null, "60485 5 1 2BB183AF5F22588179A53B0A98631FAD1A292118", 0 },
        { DnsRecordType.SSHFP, "2 1 123456789abcdef67890123456789abcdef67890", null, "2 1 123456789ABCDEF67890123456789ABCDEF67890", 0 },
        { DnsRecordType.TLSA, "3 1 1 " + Sha256, null, "3 1 1 " + Sha256, 0 },
        { DnsRecordType.HINFO, "\"PC-Intel\" \"Linux\"", null, "\"PC-Intel\" \"Linux\"", 0 },
        { DnsRecordType.HINFO, "ARM64 Linux", null, "\"ARM64\" \"Linux\"", 0 },
        { DnsRecordType.RP, "admin.example.com. info.example.com.", null, "admin.example.com. info.example.com.", 0 },
        { DnsRecordType.RP, "root@example.com", null, "root.example.com. .", 0 },
        { DnsRecordType.NAPTR, "100 \"S\" \"SIP+D2U\" \"\" _sip._udp.example.com", 50, "100 \"S\" \"SIP+D2U\" \"\" _sip._udp.example.com.", 50 },
        { DnsRecordType.NAPTR, "100 10 \"u\" \"E2U+sip\" \"!^.*$!sip:info@example.com!\" .", null, "10 \"u\" \"E2U+sip\" \"!^.*$!sip:info@example.com!\" .", 100 },
        { DnsRecordType.NAPTR, "10 \"\" \"\" \"!^urn:cid:.+@([^\\\\.]+\\\\.)(.*)$!\\\\2!i\" .", 100, "10 \"\" \"\" \"!^urn:cid:.+@([^\\\\.]+\\\\.)(.*)$!\\\\2!i\" .", 100 },
        { DnsRecordType.LOC, "52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m", null, "52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m", 0 },
        { DnsRecordType.LOC, "42 21 54 N 71 06 18 W -24m 30m", null, "42 21 54.000 N 71 6 18.000 W -24.00m 30m 10000m 10m", 0 },
        { DnsRecordType.LOC, "42 21 43.952 N 71 5 6.344 W -24m 1m 200m", null, "42 21 43.952 N 71 5 6.344 W -24.00m 1m 200m 10m", 0 },
        { DnsRecordType.LOC, "32 7 19 S 116 2 25 E 10m", null, "32 7 19.000 S 116 2 25.000 E 10.00m 1m 10000m 10m", 0 },
        { DnsRecordType.TXT, "v=spf1 mx a ~all", null, "v=spf1 mx a ~all", 0 },
        { DnsRecordType.TXT, "\"v=spf1 mx -all\"", null, "v=spf1 mx -all", 0 },
        { DnsRecordType.TXT, "\"one \" \"text\"", null, "one text", 0 },
        { DnsRecordType.TXT, "say \"hi\" \\o/", null, "say \\\"hi\\\" \\\\o/", 0 },
        { DnsRecordType.TXT, "v=DMARC1; p=none; rua=mailto:d@example.com", null, "v=DMARC1; p=none; rua=mailto:d@example.com", 0 },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void What_is_typed_is_stored_as_the_panel_writes_it_into_the_zone(DnsRecordType type, string value, int? priority, string data, long aux)
    {
        var read = DnsRecordData.Parse(type, value, priority, Zone);
        Assert.Equal((data, aux), read.ToPanel());
        Assert.Equal(type, read.Type);

        var stored = DnsRecordData.FromPanel(type.ToString(), data, aux);
        Assert.IsNotType<RawData>(stored);
        Assert.Equal(read, stored);
        Assert.Equal(read, DnsRecordData.Parse(type, read.Value, read.Priority, Zone));
        Assert.Equal(read, DnsRecordData.Parse(type, read.ToString(), null, Zone));
    }

    [Theory]
    [MemberData(nameof(Good))]
    public void What_is_stored_passes_the_panels_own_form(DnsRecordType type, string value, int? priority, string data, long aux)
    {
        _ = (value, priority, aux);
        PanelForms.AssertTakes(type, "data", data);
    }

    [Theory]
    [InlineData(DnsRecordType.A, "300.1.1.1", "IPv4 address")]
    [InlineData(DnsRecordType.A, "2001:db8::1", "use AAAA")]
    [InlineData(DnsRecordType.A, "010.0.0.1", "IPv4 address")]
    [InlineData(DnsRecordType.A, "10.1", "IPv4 address")]
    [InlineData(DnsRecordType.A, "", "IPv4 address")]
    [InlineData(DnsRecordType.AAAA, "203.0.113.1", "use A")]
    [InlineData(DnsRecordType.AAAA, "fe80::1%eth0", "IPv6 address")]
    [InlineData(DnsRecordType.MX, "203.0.113.1", "not an address")]
    [InlineData(DnsRecordType.MX, "2001:db8::1", "not an address")]
    [InlineData(DnsRecordType.MX, "", "host name")]
    [InlineData(DnsRecordType.MX, "70000 mail.example.com", "0 to 65535")]
    [InlineData(DnsRecordType.MX, "under_score.example.com", "'_'")]
    [InlineData(DnsRecordType.CNAME, ".", "single dot")]
    [InlineData(DnsRecordType.CNAME, "*.example.com", "'*'")]
    [InlineData(DnsRecordType.NS, "info@example.com", "mail address")]
    [InlineData(DnsRecordType.PTR, "mail", "full host name")]
    [InlineData(DnsRecordType.SRV, "5060 sip.example.com", "weight port target")]
    [InlineData(DnsRecordType.SRV, "5 99999 sip.example.com", "port")]
    [InlineData(DnsRecordType.CAA, "letsencrypt.org", "flags tag")]
    [InlineData(DnsRecordType.CAA, "0 issue \"not a domain\"", "issuer")]
    [InlineData(DnsRecordType.CAA, "0 iodef security@example.com", "mailto:")]
    [InlineData(DnsRecordType.DS, "12345 13 2", "fingerprint")]
    [InlineData(DnsRecordType.DS, "12345 13 2 XYZ1", "0-9 and A-F")]
    [InlineData(DnsRecordType.TLSA, "4 1 1 AB", "usage")]
    [InlineData(DnsRecordType.TLSA, "3 1 1 ABC", "pairs")]
    [InlineData(DnsRecordType.SSHFP, "4 2", "algorithm type fingerprint")]
    [InlineData(DnsRecordType.HINFO, "Linux", "processor")]
    [InlineData(DnsRecordType.RP, "first.last@example.com", "dot before its @")]
    [InlineData(DnsRecordType.NAPTR, "100 S SIP", "preference")]
    [InlineData(DnsRecordType.NAPTR, "100 \"S\" \"SIP+D2U\" \"^.*$\" .", "substitution")]
    [InlineData(DnsRecordType.LOC, "somewhere", "degrees")]
    [InlineData(DnsRecordType.LOC, "90 0 0.001 N 4 53 32.000 E 0m", "90 degrees")]
    [InlineData(DnsRecordType.TXT, "", "text")]
    [InlineData(DnsRecordType.TXT, "\"open", "not closed")]
    [InlineData(DnsRecordType.TXT, "\"half\" quoted", "quotation")]
    public void A_value_that_does_not_suit_its_type_is_refused_in_words(DnsRecordType type, string value, string said) =>
        Assert.Contains(said, Assert.Throws<RuleException>(() => DnsRecordData.Parse(type, value, null, Zone)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_priority_is_refused_where_there_is_none_and_when_there_are_two()
    {
        Assert.Throws<RuleException>(() => DnsRecordData.Parse(DnsRecordType.A, "203.0.113.1", 10, Zone));
        Assert.Throws<RuleException>(() => DnsRecordData.Parse(DnsRecordType.MX, "10 mail.example.com", 20, Zone));
        Assert.Throws<RuleException>(() => DnsRecordData.Parse(DnsRecordType.MX, "mail.example.com", -1, Zone));
        Assert.Equal(10, DnsRecordData.Parse(DnsRecordType.MX, "10 mail.example.com", 10, Zone).Priority);
    }

    [Theory]
    [InlineData("MX", "203.0.113.11", 0, DnsRecordType.MX)]
    [InlineData("", "203.0.113.11", 0, (DnsRecordType)0)]
    [InlineData("DNSKEY", "257 3 13 abc", 0, (DnsRecordType)0)]
    [InlineData("A", "", 0, DnsRecordType.A)]
    [InlineData("TXT", "\"v=spf1 -all\"", 0, DnsRecordType.TXT)]
    [InlineData("SRV", "rubbish", 7, DnsRecordType.SRV)]
    [InlineData("MX", "mail.example.com.", 4294967295, DnsRecordType.MX)]
    public void A_stored_row_that_makes_no_sense_is_shown_as_it_stands(string type, string data, long aux, DnsRecordType known)
    {
        var read = Assert.IsType<RawData>(DnsRecordData.FromPanel(type, data, aux));
        Assert.Equal((known, type, data), (read.Type, read.TypeName, read.Value));
        Assert.Equal((data, aux), read.ToPanel());
        Assert.NotNull(read.Warning);
    }

    [Fact]
    public void A_stored_host_without_its_dot_is_not_made_better_than_it_is()
    {
        var stored = DnsRecordData.FromPanel("MX", "mail.vine.test", 10);
        Assert.Equal("mail.vine.test", stored.Value);
        Assert.Equal("mail.vine.test.", DnsRecordData.Parse(DnsRecordType.MX, stored.Value, 10, "vine.test.").Value);
        Assert.False(stored.IsEquivalentTo(DnsRecordData.FromPanel("MX", "mail.vine.test.", 10), "vine.test."));
    }

    [Fact]
    public void A_fingerprint_of_the_wrong_length_is_taken_with_a_doubt()
    {
        Assert.Contains("40 digits", DnsRecordData.Parse(DnsRecordType.DS, "12345 13 2 49FD46E6C4B45C55D4AC69CBD3CD34AC1AFE51DE", null, Zone).Warning, StringComparison.Ordinal);
        Assert.Null(DnsRecordData.Parse(DnsRecordType.DS, $"12345 13 2 {Sha256}", null, Zone).Warning);
        Assert.NotNull(DnsRecordData.Parse(DnsRecordType.TXT, @"v=DMARC1\; p=none", null, Zone).Warning);
    }

    [Fact]
    public void A_long_text_stays_one_and_dig_shows_it_in_pieces()
    {
        var text = new string('x', 1000);
        var read = DnsRecordData.Parse(DnsRecordType.TXT, text, null, Zone);
        Assert.Equal((text, 0), read.ToPanel());
        Assert.Equal(text, read.Value);
        Assert.Equal(4, read.ToString().Count(character => character == ' ') + 1);
    }

    [Fact]
    public void A_quotation_mark_where_the_panel_cuts_is_refused()
    {
        Assert.Throws<RuleException>(() => TxtData.OfText(new string('x', 254) + '"' + "more"));
        Assert.Equal(new string('x', 253) + "\\\"more", TxtData.OfText(new string('x', 253) + "\"more").ToPanel().Data);
    }

    [Fact]
    public void Any_text_comes_back_as_it_was() =>
        Gen.String.Where(text => text.Length > 0).Sample(text =>
        {
            TxtData read;
            try
            {
                read = TxtData.OfText(text);
            }
            catch (RuleException)
            {
                return;
            }

            Assert.Equal(text, Assert.IsType<TxtData>(DnsRecordData.FromPanel("TXT", read.ToPanel().Data, 0)).Text);
            Assert.Equal(read, DnsRecordData.Parse(DnsRecordType.TXT, read.Value, null, Zone));
            Assert.Equal(read, DnsRecordData.Parse(DnsRecordType.TXT, read.ToString(), null, Zone));
        });

    [Fact]
    public void Services_come_back_as_they_were() =>
        Gen.Select(Gen.Int[0, 65535], Gen.Int[0, 65535], Gen.Int[0, 65535], DnsNameTests.Label).Sample((priority, weight, port, host) =>
        {
            var read = Assert.IsType<SrvData>(DnsRecordData.Parse(DnsRecordType.SRV, $"{weight} {port} {host}.example.net", priority, Zone));
            Assert.Equal((priority, weight, port, $"{host}.example.net."), (read.Priority!.Value, read.Weight, read.Port, read.Target));
            Assert.Equal(read, DnsRecordData.FromPanel("SRV", read.ToPanel().Data, read.ToPanel().Aux));
        });

    [Fact]
    public void Places_come_back_as_they_were() =>
        Gen.Select(Gen.Int[-89, 89], Gen.Int[-179, 179], Gen.Int[0, 59], Gen.Int[0, 59_999], Gen.Int[-10_000_000, 99_999_999]).Sample((north, east, minute, milliseconds, altitude) =>
        {
            var text = string.Create(CultureInfo.InvariantCulture,
                $"{Math.Abs(north)} {minute} {milliseconds / 1000m:0.000} {(north < 0 ? 'S' : 'N')} {Math.Abs(east)} {minute} 0 {(east < 0 ? 'W' : 'E')} {altitude / 100m:0.00}m");
            var read = Assert.IsType<LocData>(DnsRecordData.Parse(DnsRecordType.LOC, text, null, Zone));
            Assert.Equal(altitude / 100m, read.Altitude);
            Assert.Equal(read, DnsRecordData.FromPanel("LOC", read.ToPanel().Data, 0));
        });

    [Fact]
    public void Whatever_is_typed_or_stored_is_read_or_refused_in_one_line()
    {
        var words = Gen.OneOf(Gen.String, Gen.Char["0123456789 .\"\\;abcdefN@:*_-"].Array[0, 60].Select(letters => new string(letters)));
        Gen.Select(Gen.Int[0, 17].Select(index => DnsRecordTypes.All[index]), words, Gen.Int[-5, 70000]).Sample((type, text, number) =>
        {
            var stored = DnsRecordData.FromPanel(type.ToString(), text, number);
            if (stored is RawData)
                Assert.Equal((text, number), stored.ToPanel());
            _ = (stored.ToString(), stored.Warning);
            try
            {
                var read = DnsRecordData.Parse(type, text, type.HasPriority() ? number : null, Zone);
                var (data, aux) = read.ToPanel();
                Assert.Equal(read, DnsRecordData.FromPanel(type.ToString(), data, aux));
            }
            catch (RuleException e)
            {
                Assert.DoesNotContain('\n', e.Message);
            }
        }, iter: 20_000);
    }

    [Fact]
    public void Each_type_has_its_functions_on_the_panel()
    {
        Assert.Equal(18, DnsRecordTypes.All.Count);
        Assert.Equal("dns_aaaa", DnsRecordType.AAAA.PanelFunction());
        Assert.Equal("dns/dns_naptr", DnsRecordType.NAPTR.PanelForm());
    }
}
