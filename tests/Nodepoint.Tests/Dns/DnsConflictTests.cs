using Nodepoint.IspConfig.Dns;
using Xunit;

namespace Nodepoint.Tests.Dns;

public sealed class DnsConflictTests
{
    private static readonly Row[] Zone =
    [
        new("www", DnsRecordType.A, "203.0.113.11"),
        new("ftp", DnsRecordType.CNAME, "www"),
        new("", DnsRecordType.MX, "mail.vine.test.", 10),
        new("vine.test.", DnsRecordType.TXT, "v=spf1 mx -all"),
        new("old", DnsRecordType.DNAME, "new.vine.test."),
        new("off", DnsRecordType.A, "203.0.113.9", Active: false),
        new("a.deep", DnsRecordType.A, "203.0.113.12"),
    ];

    [Theory]
    [InlineData("www", DnsRecordType.A, "203.0.113.11", 0, DnsConflictKind.Duplicate)]
    [InlineData("WWW.vine.test.", DnsRecordType.A, "203.0.113.11", 0, DnsConflictKind.Duplicate)]
    [InlineData("ftp", DnsRecordType.CNAME, "www.vine.test.", 0, DnsConflictKind.Duplicate)]
    [InlineData("@", DnsRecordType.MX, "mail", 10, DnsConflictKind.Duplicate)]
    [InlineData("off", DnsRecordType.A, "203.0.113.9", 0, DnsConflictKind.Duplicate)]
    [InlineData("ftp", DnsRecordType.CNAME, "other.vine.test.", 0, DnsConflictKind.CnameBesideOthers)]
    [InlineData("ftp", DnsRecordType.A, "203.0.113.11", 0, DnsConflictKind.CnameBesideOthers)]
    [InlineData("www", DnsRecordType.CNAME, "web.vine.test.", 0, DnsConflictKind.CnameBesideOthers)]
    [InlineData("www", DnsRecordType.ALIAS, "web.vine.test.", 0, DnsConflictKind.CnameBesideOthers)]
    [InlineData("", DnsRecordType.CNAME, "www.vine.test.", 0, DnsConflictKind.CnameAtApex)]
    [InlineData("", DnsRecordType.DS, "1 13 2 AB", 0, DnsConflictKind.DsAtApex)]
    [InlineData("old", DnsRecordType.DNAME, "other.vine.test.", 0, DnsConflictKind.SecondDname)]
    [InlineData("x.old", DnsRecordType.A, "203.0.113.1", 0, DnsConflictKind.BelowDname)]
    [InlineData("deep", DnsRecordType.DNAME, "new.vine.test.", 0, DnsConflictKind.BelowDname)]
    [InlineData("", DnsRecordType.TXT, "v=spf1 -all", 0, DnsConflictKind.SecondPolicy)]
    public void What_would_break_the_zone_is_told_in_words(string name, DnsRecordType type, string data, long aux, DnsConflictKind kind)
    {
        var conflict = DnsConflict.Check(Zone, new Row(name, type, data, aux), "vine.test.");
        Assert.Equal(kind, conflict?.Kind);
        Assert.Contains("vine.test.", conflict!.Message, StringComparison.Ordinal);
        Assert.Null(DnsConflict.Check([], new Row("free", type, data, aux), "vine.test."));
    }

    [Theory]
    [InlineData("www", DnsRecordType.A, "203.0.113.12", 0)]
    [InlineData("www", DnsRecordType.AAAA, "2001:db8::1", 0)]
    [InlineData("", DnsRecordType.MX, "mail.vine.test.", 20)]
    [InlineData("", DnsRecordType.TXT, "google-site-verification=x", 0)]
    [InlineData("off", DnsRecordType.CNAME, "www.vine.test.", 0)]
    [InlineData("old", DnsRecordType.A, "203.0.113.1", 0)]
    [InlineData("xold", DnsRecordType.A, "203.0.113.1", 0)]
    public void What_may_stand_together_does(string name, DnsRecordType type, string data, long aux) =>
        Assert.Null(DnsConflict.Check(Zone, new Row(name, type, data, aux), "vine.test."));

    [Fact]
    public void A_record_does_not_conflict_with_itself_nor_after_it_was_forgotten()
    {
        Assert.Null(DnsConflict.Check(Zone, Zone[0], "vine.test."));
        var records = new DnsZoneRecords("vine.test", Zone);
        var again = new Row("ftp", DnsRecordType.CNAME, "www");
        Assert.NotNull(records.Check(again));
        Assert.True(records.Remove(Zone[1]));
        Assert.Null(records.Check(again));
        records.Add(again);
        Assert.NotNull(records.Check(new Row("ftp", DnsRecordType.TXT, "x")));
    }

    [Fact]
    public void A_switched_off_record_may_wait_beside_anything() =>
        Assert.Null(DnsConflict.Check(Zone, new Row("www", DnsRecordType.CNAME, "x", Active: false), "vine.test."));

    private sealed record Row(string Name, DnsRecordType Type, string Data, long Aux = 0, bool Active = true) : IDnsRecord;
}
