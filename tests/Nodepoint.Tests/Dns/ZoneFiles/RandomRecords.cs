using System.Text;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.Tests.Dns.ZoneFiles;

/// <summary>Random records that the panel accepts, of all its types, with values that are easily damaged.</summary>
internal sealed class RandomRecords(Random random)
{
    private const string Zone = "example.com.";

    private static readonly string[] Names = ["@", "www", "a.b.c", "10", "*", "*.sub", "_sip._tcp", "_443._tcp.www", "2026a._domainkey", "xn--mller-kva", "www.example.com", "in", "a", "txt", "1h", "ttl-300"];
    private static readonly string[] Hosts = ["mail.example.net.", "mail", "www.example.com.", "a.b.example.com.", "xn--mller-kva.example.", "@", "in.example.com."];
    private static readonly string[] Characters = ["a", "Z", "0", " ", "  ", "\"", "\\", ";", "(", ")", "$", "@", "'", "\t", "ü", "€", "😀", "\u0001", "=", "\\;", "\\\"", "$ORIGIN", "\\065", "x\u00A0y", "%", "#", "{", "}"];

    /// <summary>Creates records; no two are duplicates.</summary>
    /// <param name="count">How many are tried.</param>
    public List<DnsRecord> Next(int count)
    {
        var records = new List<DnsRecord>();
        var known = new HashSet<(string, DnsRecordType, int?, string)>();
        for (var number = 0; number < count; number++)
        {
            var type = DnsRecordTypes.All[random.Next(DnsRecordTypes.All.Count)];
            DnsRecord record;
            try
            {
                record = new DnsRecord { Id = number + 1, Zone = Zone, ZoneId = 1, Type = type, Ttl = Pick(60, 300, 3600, 86400, int.MaxValue), Active = random.Next(8) > 0, Data = DnsRecordData.Parse(type, Value(type), type.HasPriority() ? random.Next(65536) : null, Zone) }.Named(Pick(Names) is var name && name == "www.example.com" ? "www.example.com." + Zone : name);
            }
            // The panel cannot have it.
            catch (RuleException) { continue; }

            if (known.Add((record.Fqdn, type, record.Priority, record.Data.AbsoluteValue(Zone)))) records.Add(record);
        }

        return records;
    }

    private string Value(DnsRecordType type) => type switch
    {
        DnsRecordType.A => $"{random.Next(256)}.{random.Next(256)}.{random.Next(256)}.{random.Next(256)}",
        DnsRecordType.AAAA => Pick("2001:db8::1", "::", "::ffff:192.0.2.1", "fe80::a:b:c", "2001:DB8:0:0:1::"),
        DnsRecordType.ALIAS or DnsRecordType.CNAME or DnsRecordType.DNAME or DnsRecordType.NS or DnsRecordType.PTR => Pick(Hosts),
        DnsRecordType.MX => Pick(Hosts),
        DnsRecordType.SRV => $"{random.Next(65536)} {random.Next(65536)} {Pick("sip.example.net.", "sip", ".")}",
        DnsRecordType.NAPTR => $"{random.Next(65536)} \"{Pick("", "S", "U")}\" \"{Pick("SIP+D2U", "E2U+sip")}\" {Pick("\"\" _sip._udp.example.com.", "\"!^.*$!sip:info@example.com!\" .", "\"!^(.*)$!\\\\1;x!i\" .")}",
        DnsRecordType.CAA => $"{Pick("0", "128")} {Pick("issue \"letsencrypt.org\"", "issuewild \";\"", "iodef \"mailto:a@example.com\"", "issue \"ca.example; policy=ev\"")}",
        DnsRecordType.DS => $"{random.Next(65536)} {random.Next(256)} {Pick("1 " + Hex(20), "2 " + Hex(32), "4 " + Hex(48))}",
        DnsRecordType.SSHFP => $"{random.Next(1, 5)} {Pick("1 " + Hex(20), "2 " + Hex(32))}",
        DnsRecordType.TLSA => $"{random.Next(4)} {random.Next(2)} {Pick("1 " + Hex(32), "0 " + Hex(random.Next(1, 300)))}",
        DnsRecordType.HINFO => Pick("\"ARM 64\" \"Linux\"", "PC \"a;b\"", "\"x \\\"y\\\"\" z"),
        DnsRecordType.LOC => Pick("52 22 23.000 N 4 53 32.000 E -2.00m", "0 S 0 W 0m 0m 0m 0m", "90 N 180 E 42849672.95m 90000000m 1m 0.01m", "1 2 3.456 S 7 8 9.001 W 1.5m 20m"),
        DnsRecordType.RP => Pick("admin.example.net. .", "admin text", ". .", "admin@example.net info.example.com"),
        _ => Text(),
    };

    private string Text()
    {
        if (random.Next(6) == 0) return "v=DKIM1; k=rsa; p=" + Convert.ToBase64String(Bytes(random.Next(200, 900)));
        var text = new StringBuilder();
        for (var length = random.Next(1, random.Next(10) == 0 ? 400 : 12); length > 0; length--) text.Append(Pick(Characters));
        return MasterFileText.Quote(text.ToString());
    }

    private string Hex(int bytes) => Convert.ToHexString(Bytes(bytes));

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private T Pick<T>(params ReadOnlySpan<T> values) => values[random.Next(values.Length)];
}
