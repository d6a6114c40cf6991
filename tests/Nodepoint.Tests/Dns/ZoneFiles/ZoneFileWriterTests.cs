using System.Text;
using Nodepoint.IspConfig.Dns.ZoneFiles;
using Xunit;

namespace Nodepoint.Tests.Dns.ZoneFiles;

/// <summary>A zone that is written and read again is the same, and always gives the same bytes.</summary>
public sealed class ZoneFileWriterTests
{
    private const string Records = """
        www 300 A 192.0.2.1
        @ MX 10 mail
        @ NS ns2.example.net.
        a.b AAAA 2001:db8::1
        t TXT "semi;colon" " and \"quotes\" \\ "
        u TXT "ü€"
        raw TXT "\233\000"
        srv._tcp SRV 1 2 443 www
        c CAA 0 issue "letsencrypt.org"
        h HINFO "ARM64" "Linux"
        n NAPTR 100 10 "S" "SIP+D2U" "!^.*$!sip:x@example.com!" .
        p RP admin.example.com. text
        s SSHFP 1 1 0123456789ABCDEF0123456789ABCDEF01234567
        _443._tcp TLSA 3 1 1 AABB
        l LOC 52 22 23.000 N 4 53 32.000 E -2.00m 1m 10000m 10m
        d DNAME other.example.net.
        * CNAME www
        ;nodepoint inactive off 60 IN A 192.0.2.9
        ;nodepoint active @ IN ALIAS target.example.net.

        """;

    [Fact]
    public void Writing_and_reading_again_gives_the_same_records_and_bytes()
    {
        var (records, errors, _) = ZoneText.Read(Encoding.UTF8.GetBytes(ZoneText.Head + Records));
        Assert.Empty(errors);
        var text = Write(records);
        var (again, problems, _) = ZoneText.Read(Encoding.UTF8.GetBytes(text));
        Assert.Empty(problems);
        Assert.Equal(records.Select(Line).Order(StringComparer.Ordinal), again.Select(Line).Order(StringComparer.Ordinal));
        again.Reverse();
        Assert.Equal(text, Write(again));
    }

    [Fact]
    public void The_SOA_record_comes_first_then_the_zones_name_servers_then_the_others_in_canonical_order()
    {
        var (records, _, _) = ZoneText.Read(Encoding.UTF8.GetBytes(ZoneText.Head + "z A 192.0.2.1\na.z A 192.0.2.1\nb A 192.0.2.1\n@ A 192.0.2.1\n"));
        var lines = Write(records).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith(' ')).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(3)));
        Assert.Equal(["$ORIGIN example.com.", "$TTL 3600", "@ IN SOA", "@ IN NS", "@ IN A", "b IN A", "z IN A", "a.z IN A"], lines);
    }

    [Fact]
    public void The_SOA_record_keeps_a_time_to_live_that_no_other_record_has()
    {
        var (records, _, _) = ZoneText.Read(Encoding.UTF8.GetBytes(ZoneText.Head.Replace("@ SOA", "@ 7200 SOA", StringComparison.Ordinal)));
        using var text = new StringWriter();
        ZoneFileWriter.Write(text, "example.com.", records.OfType<ZoneFileSoa>().Single(), records.Where(record => record.Type != "NS").Append(records[1] with { Ttl = 3600 }), 3600);
        Assert.Contains("@ 7200 IN SOA", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_text_is_split_at_255_bytes_and_not_inside_a_character()
    {
        var text = new string('x', 254) + "ü" + new string('y', 300);
        var (records, _, _) = ZoneText.Read(Encoding.UTF8.GetBytes(ZoneText.Head + $"t TXT \"{new string('x', 254)}\" \"ü\" \"{new string('y', 200)}\" \"{new string('y', 100)}\"\n"));
        Assert.Equal(text, records[2].Value);
        Assert.Contains($"\"{new string('x', 254)}\" \"ü{new string('y', 253)}\" \"{new string('y', 47)}\"", Write(records), StringComparison.Ordinal);
    }

    private static string Write(List<ZoneFileRecord> records)
    {
        using var text = new StringWriter();
        ZoneFileWriter.Write(text, "example.com.", records.OfType<ZoneFileSoa>().Single(), records, 3600);
        return text.ToString();
    }

    private static string Line(ZoneFileRecord record) => $"{record} {record.Active}";
}
