using CsCheck;
using Nodepoint.IspConfig.Dns;
using Xunit;

namespace Nodepoint.Tests.Dns;

public sealed class DnsSerialTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    private static readonly Gen<DateOnly> Day = Gen.Int[0, 365 * 100].Select(days => new DateOnly(2020, 1, 1).AddDays(days));

    private static readonly Gen<uint> Serial = Gen.OneOf(Gen.UInt, Gen.Const(0u), Gen.Const(uint.MaxValue), Gen.UInt[4294950000, uint.MaxValue],
        Gen.Select(Day, Gen.Int[0, 99], (day, counter) => Of(day, counter)));

    // Includes days that have no serial in date form.
    private static readonly Gen<DateOnly> AnyDay = Gen.Int[0, DateOnly.MaxValue.DayNumber].Select(DateOnly.FromDayNumber);

    [Theory]
    [InlineData(0u, 2026112401u)]
    [InlineData(5u, 2026112401u)]
    [InlineData(2020010107u, 2026112401u)]
    [InlineData(2026112400u, 2026112401u)]
    [InlineData(2026112401u, 2026112402u)]
    [InlineData(2026112499u, 2026112500u)]
    [InlineData(2099010197u, 2099010198u)]
    [InlineData(2099010199u, 2099010200u)]
    [InlineData(2099013199u, 2099020100u)]
    [InlineData(2026123199u, 2027010100u)]
    [InlineData(2028022899u, 2028022900u)]
    [InlineData(2099023101u, 2099023102u)]
    [InlineData(4294967295u, 2026112401u)]
    public void The_serial_after_this_one(uint current, uint next) => Assert.Equal(next, DnsSerial.Next(current, Today));

    [Fact]
    public void At_the_end_of_the_circle_zero_is_left_out() => Assert.Equal(1u, DnsSerial.Next(uint.MaxValue, new DateOnly(2180, 1, 1)));

    [Theory]
    [InlineData(1u, 0u, true)]
    [InlineData(44u, 0u, true)]
    [InlineData(100u, 0u, true)]
    [InlineData(100u, 44u, true)]
    [InlineData(200u, 100u, true)]
    [InlineData(0u, 4294967295u, true)]
    [InlineData(0x7fffffffu, 0u, true)]
    [InlineData(0x80000000u, 0u, false)]
    [InlineData(0u, 0x80000000u, false)]
    [InlineData(7u, 7u, false)]
    [InlineData(0u, 1u, false)]
    public void Serials_are_compared_in_a_circle(uint candidate, uint old, bool newer) => Assert.Equal(newer, DnsSerial.IsNewer(candidate, old));

    [Fact]
    public void The_next_serial_is_always_newer_and_never_zero() =>
        Gen.Select(Serial, Gen.OneOf(Day, AnyDay)).Sample((current, today) =>
        {
            var next = DnsSerial.Next(current, today);
            return next != 0 && DnsSerial.IsNewer(next, current);
        });

    [Fact]
    public void A_serial_that_is_a_date_stays_one() =>
        Gen.Select(Day, Gen.Int[0, 99], Day).Sample((day, counter, today) =>
        {
            var current = Of(day, counter);
            Assert.True(DnsSerial.TryGetDate(DnsSerial.Next(current, today), out var next, out _));
            Assert.True(next >= day && next >= today);
        });

    [Fact]
    public void What_is_not_a_date_or_an_older_one_becomes_the_first_of_today_where_that_is_newer() =>
        Gen.Select(Serial, Day).Sample((current, today) =>
        {
            var first = Of(today, 1);
            var isLater = DnsSerial.TryGetDate(current, out var day, out _) && day >= today;
            if (isLater || !DnsSerial.IsNewer(first, current)) return;
            Assert.Equal(first, DnsSerial.Next(current, today));
        });

    [Fact]
    public void The_first_99_changes_of_a_day_have_its_date() =>
        Gen.Select(Day, Gen.Int[0, 98]).Sample((today, counter) => Assert.Equal(Of(today, counter) + 1, DnsSerial.Next(Of(today, counter), today)));

    [Fact]
    public void A_thousand_changes_of_one_day_are_each_newer_than_the_one_before_and_never_zero_wherever_they_begin() =>
        Gen.Select(Serial, Gen.OneOf(Day, AnyDay)).Sample((current, today) =>
        {
            var met = new HashSet<uint> { current };
            for (var change = 0; change < 1_000; change++)
            {
                var next = DnsSerial.Next(current, today);
                Assert.True(next != 0 && DnsSerial.IsNewer(next, current) && met.Add(next), $"{current} to {next}");
                current = next;
            }
        });

    [Fact]
    public void Ten_thousand_changes_of_one_day_count_through_the_calendar()
    {
        var serial = 0u;
        for (var change = 0; change < 10_000; change++)
            serial = DnsSerial.Next(serial, Today);
        Assert.True(DnsSerial.TryGetDate(serial, out var day, out var counter));
        Assert.Equal((Today.AddDays(100), 0), (day, counter));
    }

    private static uint Of(DateOnly day, int counter) => (uint)((((day.Year * 100L) + day.Month) * 100 + day.Day) * 100 + counter);
}
