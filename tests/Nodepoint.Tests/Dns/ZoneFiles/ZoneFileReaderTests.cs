using System.Text;
using Nodepoint.IspConfig.Dns.ZoneFiles;
using Xunit;

namespace Nodepoint.Tests.Dns.ZoneFiles;

/// <summary>What a master file says is what is read, and what is wrong is told with its position.</summary>
public sealed class ZoneFileReaderTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("www A 192.0.2.1", "www 3600 A 192.0.2.1")]
    [InlineData("www 5m IN A 192.0.2.1", "www 300 A 192.0.2.1")]
    [InlineData("www IN 1h30M A 192.0.2.1", "www 5400 A 192.0.2.1")]
    [InlineData("10 PTR host.example.net.", "10 3600 PTR host.example.net.")]
    [InlineData("mx MX 10 mail", "mx 3600 MX 10 mail.example.com.")]
    [InlineData("mx MX ( 10 ; preference\n\n mail ) ; target", "mx 3600 MX 10 mail.example.com.")]
    [InlineData("t TXT \"a b\" c \"d;e\"", "t 3600 TXT a bcd;e")]
    [InlineData("t TXT \\065\\\"\\\\ ", "t 3600 TXT A\"\\")]
    [InlineData("t TXT \"\\195\\188\"", "t 3600 TXT ü")]
    [InlineData("t TXT \"\\233\"", "t 3600 TXT \"\\233\"")]
    [InlineData("x\\.y A 192.0.2.1", "x\\.y 3600 A 192.0.2.1")]
    [InlineData("t TYPE16 \\# 4 03616263", "t 3600 TXT abc")]
    [InlineData("a A \\# 4 C0000201", "a 3600 A 192.0.2.1")]
    [InlineData("$ORIGIN sub\nwww A 192.0.2.1", "www.sub 3600 A 192.0.2.1")]
    [InlineData("$TTL 2d\nwww A 192.0.2.1", "www 172800 A 192.0.2.1")]
    [InlineData("0/25 NS ns.example.net.", "0/25 3600 NS ns.example.net.")]
    [InlineData("1 CNAME 1.0/25", "1 3600 CNAME 1.0/25.example.com.")]
    [InlineData("www [AGE:3600000] 1200 A 192.0.2.1", "www 1200 A 192.0.2.1")]
    [InlineData("$GENERATE 1-3/2 h${10,4,x} A 192.0.2.$", "h000b 3600 A 192.0.2.1|h000d 3600 A 192.0.2.3")]
    [InlineData("$GENERATE 18-18 ${0,3,n} PTR h$", "2.1 3600 PTR h18.example.com.")]
    [InlineData("a A 192.0.2.1\n A 192.0.2.2", "a 3600 A 192.0.2.1|a 3600 A 192.0.2.2")]
    [InlineData("d DS 1 ECDSAP256SHA256 SHA-1 0123456789abcdef0123 456789abcdef01234567", "d 3600 DS 1 13 1 0123456789ABCDEF0123456789ABCDEF01234567")]
    [InlineData(";nodepoint inactive off 60 IN A 192.0.2.1", "off 60 A 192.0.2.1")]
    [InlineData("ü A 192.0.2.1", "xn--tda 3600 A 192.0.2.1")]
    public void A_record_is_read(string text, string records)
    {
        var (read, errors, _) = ZoneText.Read(text + "\n");
        Assert.Empty(errors);
        Assert.Equal(records, string.Join('|', read));
    }

    [Theory]
    [InlineData("www A 192.0.2.300", 4, 7, "valid IPv4 address")]
    [InlineData("www MX ten mail", 4, 8, "preference")]
    [InlineData("www TXT \"open\n", 4, 9, "quotation mark is not closed")]
    [InlineData("www ( A 192.0.2.1\n", 4, 5, "parenthesis is not closed")]
    [InlineData("www A ) 192.0.2.1", 4, 7, "closing parenthesis")]
    [InlineData("www FOO x", 4, 5, "not a record type")]
    [InlineData("www A 192.0.2.1 192.0.2.2", 4, 17, "more fields")]
    [InlineData("a..b A 192.0.2.1", 4, 1, "two dots")]
    [InlineData("$INCLUDE other", 4, 1, "not followed")]
    [InlineData("$FOO", 4, 1, "is not known")]
    [InlineData("www CH A 192.0.2.1", 4, 5, "class IN")]
    [InlineData("www CNAME x\nwww A 192.0.2.1", 5, 0, "CNAME")]
    [InlineData("www A 192.0.2.1\nwww CNAME x", 5, 0, "CNAME")]
    [InlineData("@ SOA other. host 1 2 3 4 5", 4, 0, "another SOA record in line 2")]
    [InlineData("$GENERATE 1-100000000 h$ A 192.0.2.1", 4, 1, "65536")]
    [InlineData("@ NS ns1", 4, 0, "neither an A nor an AAAA record")]
    public void An_error_has_its_position(string text, long line, long column, string message)
    {
        var error = Assert.Single(ZoneText.Read(text + "\n").Errors);
        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.StartsWith($"example.com.zone line {line}", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_errors_are_told_up_to_twenty_and_the_other_records_are_read()
    {
        var (records, errors, _) = ZoneText.Read("a A x\nb A 192.0.2.1\nc MX mail\nd A 192.0.2.2\n");
        Assert.Equal([4, 6], errors.Select(error => error.Line));
        Assert.Equal(["b", "d"], records.Select(record => record.Name));
        errors = ZoneText.Read(string.Concat(Enumerable.Repeat("a A x\n", 50))).Errors;
        Assert.Equal(ZoneFileReader.MostErrors + 1, errors.Count);
        Assert.Contains("more than 20 errors", errors[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_SOA_record_has_its_members_and_its_dots()
    {
        var soa = Assert.IsType<ZoneFileSoa>(ZoneText.Read(Encoding.UTF8.GetBytes("example.com. 1d IN SOA ns1 john\\.doe ( 7 2H\n 1h30m ; retry\n 2W 300 )\n@ NS ns.example.net.\n")).Records[0]);
        Assert.Equal(("ns1.example.com.", "john\\.doe.example.com.", 7, 7200, 5400, 1209600, 300, 86400), (soa.Ns, soa.Mbox, soa.Serial, soa.Refresh, soa.Retry, soa.Expire, soa.Minimum, soa.Ttl));
    }

    [Fact]
    public void A_zone_transfer_ends_with_the_SOA_record_again()
    {
        var (records, errors, _) = ZoneText.Read(Encoding.UTF8.GetBytes("; <<>> DiG <<>> axfr\nexample.com. 60 IN SOA a. b. 1 2 3 4 5\nexample.com. 60 IN NS ns.example.net.\nexample.com. 60 IN SOA a. b. 1 2 3 4 5\n;; Query time: 1 msec\n"), null);
        Assert.Empty(errors);
        Assert.Equal(["SOA", "NS"], records.Select(record => record.Type));
        Assert.Equal("example.com.", records[1].Zone);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Files_of_Windows_are_read(bool isUtf16, bool isBigEndian)
    {
        var encoding = isUtf16 ? new UnicodeEncoding(isBigEndian, byteOrderMark: true) : (Encoding)new UTF8Encoding(encoderShouldEmitUTF8Identifier: true);
        byte[] file = [.. encoding.GetPreamble(), .. encoding.GetBytes((ZoneText.Head + "t TXT \"ü€\"\n").Replace("\n", "\r\n", StringComparison.Ordinal))];
        var (records, errors, _) = ZoneText.Read(file);
        Assert.Empty(errors);
        Assert.Equal("ü€", records[2].Value);
        Assert.Equal(4, records[2].Line);
    }

    [Fact]
    public void What_the_panel_cannot_hold_is_left_out_with_one_warning_per_type()
    {
        var (records, errors, warnings) = ZoneText.Read("a HTTPS 1 . alpn=h2\nb HTTPS 1 .\nc URI 1 1 \"http://x/\"\nd A 192.0.2.1\n");
        Assert.Empty(errors);
        Assert.Equal("d", Assert.Single(records).Name);
        Assert.Equal(2, warnings.Count);
        Assert.Contains("2 HTTPS records were left out", warnings[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@ MX 10 mail.example.net", "mail.example.net.example.com.")]
    [InlineData("www.example.com A 192.0.2.1", "www.example.com.example.com.")]
    [InlineData("a CNAME b.example.com", "b.example.com.example.com.")]
    public void A_name_without_its_final_dot_is_warned_about(string text, string name)
    {
        var warning = Assert.Single(ZoneText.Read(text + "\n").Warnings);
        Assert.Equal(4, warning.Line);
        Assert.Contains(name, warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("www A 192.0.2.1")]
    [InlineData("a CNAME mail")]
    [InlineData("a CNAME mail.sub")]
    [InlineData("_sip._tcp SRV 1 2 443 host.example.net.")]
    public void Other_names_are_not(string text) => Assert.Empty(ZoneText.Read(text + "\n").Warnings);

    [Fact]
    public void A_file_that_would_fill_the_memory_is_an_error_at_once()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("longer than", Assert.Single(ZoneText.Read(Encoding.UTF8.GetBytes(ZoneText.Head + "a TXT " + new string('x', 10_000_000) + "\n")).Errors).Message, StringComparison.Ordinal);
        Assert.Empty(ZoneText.Read(new string('(', 65536) + "\n" + new string(')', 65536) + "\n").Records);
        Assert.NotEmpty(ZoneText.Read("a A " + new string('(', 65536) + "\n").Errors);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 80_000_000);
    }

    [Fact]
    public void Mutations_of_a_file_give_records_or_errors_and_nothing_else()
    {
        var seed = Seed.Next();
        Seed.Report(output, $"mutated zone files with NODEPOINT_SEED={seed}");
        var random = new Random(seed);
        var file = Encoding.UTF8.GetBytes(ZoneText.Head + "www 1h IN A 192.0.2.1 ; x\nt TXT ( \"a\\\"b\" \\065 )\n$GENERATE 1-9/2 h${1,3,x} A 192.0.2.$\n@ MX 10 mail\nr TYPE16 \\# 4 03616263\nd DS 1 13 2 " + new string('A', 64) + "\n$ORIGIN sub\n TXT x\n");
        var alphabet = "();\"\\$.@ \t\n\r\0#0aZ{}/-ü€"u8.ToArray();
        for (var round = 0; round < 40_000; round++)
        {
            var mutated = (byte[])file.Clone();
            for (var change = random.Next(1, 5); change > 0; change--) mutated[random.Next(mutated.Length)] = alphabet[random.Next(alphabet.Length)];
            var (records, errors, _) = ZoneText.Read(mutated);
            Assert.True(records.Count + errors.Count > 0, Encoding.UTF8.GetString(mutated));
        }
    }
}
