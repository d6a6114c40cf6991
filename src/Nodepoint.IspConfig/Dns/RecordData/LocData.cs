using System.Globalization;
using System.Text.RegularExpressions;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Dns.RecordData;

/// <summary>A geographic location (RFC 1876).</summary>
public sealed partial record LocData : DnsRecordData
{
    private const int MillisecondsPerDegree = 3_600_000;

    private LocData() : base(DnsRecordType.LOC)
    {
    }

    /// <summary>Degrees north of the equator, -90 to 90, with a precision of a thousandth of an arcsecond.</summary>
    public decimal Latitude => (decimal)North / MillisecondsPerDegree;

    /// <summary>Degrees east of Greenwich, -180 to 180, with a precision of a thousandth of an arcsecond.</summary>
    public decimal Longitude => (decimal)East / MillisecondsPerDegree;

    /// <summary>Meters above the WGS 84 ellipsoid, -100000 to 42849672.95.</summary>
    public decimal Altitude { get; private init; }

    /// <summary>Diameter of the object in meters, 0 to 90000000. The default is 1.</summary>
    public decimal Size { get; private init; }

    /// <summary>Horizontal precision in meters, 0 to 90000000. The default is 10000.</summary>
    public decimal HorizontalPrecision { get; private init; }

    /// <summary>Vertical precision in meters, 0 to 90000000. The default is 10.</summary>
    public decimal VerticalPrecision { get; private init; }

    /// <inheritdoc/>
    public override string Value => string.Create(
        CultureInfo.InvariantCulture,
        $"{Angle(North, 'N', 'S')} {Angle(East, 'E', 'W')} {Altitude:0.00}m {Meters(Size)} {Meters(HorizontalPrecision)} {Meters(VerticalPrecision)}");

    private int North { get; init; }

    private int East { get; init; }

    internal static LocData Read(string value, DataSource source)
    {
        var match = Form().Match(value.Trim());
        if (!match.Success)
            throw source.Wrong(value, "'degrees minutes seconds N degrees minutes seconds E altitude', as in '52 22 23.000 N 4 53 32.000 E -2.00m'");
        return new LocData
        {
            North = Angle(match, "n", "S", 90),
            East = Angle(match, "e", "W", 180),
            Altitude = Number(match.Groups["alt"].Value, -100_000m, 42_849_672.95m, "The altitude of LOC"),
            Size = Extent(match.Groups["size"], 1m),
            HorizontalPrecision = Extent(match.Groups["hp"], 10_000m),
            VerticalPrecision = Extent(match.Groups["vp"], 10m),
        };
    }

    private static int Angle(Match match, string prefix, string negative, int largest)
    {
        string Part(string name) => match.Groups[prefix + name] is { Success: true } group ? group.Value : "0";
        var degrees = Numbers.Read(Part("d"), largest, "The degrees of LOC");
        var minutes = Numbers.Read(Part("m"), 59, "The minutes of LOC");
        var seconds = Number(Part("s"), 0m, 59.999m, "The seconds of LOC");
        var angle = (degrees * 60 + minutes) * 60_000 + (int)(seconds * 1000);
        if (angle > largest * MillisecondsPerDegree)
            throw new RuleException(Rule.InvalidDnsData, $"The latitude or longitude of LOC {Excerpt.Of(match.Value)} is more than {largest} degrees.");
        return string.Equals(Part("h"), negative, StringComparison.OrdinalIgnoreCase) ? -angle : angle;
    }

    private static decimal Extent(Group group, decimal missing) =>
        group.Success ? Number(group.Value, 0m, 90_000_000m, "The size or precision of LOC") : missing;

    private static decimal Number(string text, decimal smallest, decimal largest, string what) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= smallest && number <= largest
            ? number
            : throw new RuleException(Rule.InvalidDnsData, string.Create(CultureInfo.InvariantCulture, $"{what} must be a number from {smallest} to {largest}, not {Excerpt.Of(text)}."));

    private static string Angle(int angle, char positive, char negative)
    {
        var size = Math.Abs(angle);
        var seconds = size % 60_000 / 1000m;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{size / MillisecondsPerDegree} {size % MillisecondsPerDegree / 60_000} {seconds:0.000} {(angle < 0 ? negative : positive)}");
    }

    // As dig shows them: whole meters without decimals, else with centimeters.
    private static string Meters(decimal meters) =>
        meters.ToString(meters > 0 && decimal.Truncate(meters) == meters ? "0" : "0.00", CultureInfo.InvariantCulture) + "m";

    [GeneratedRegex(
        @"^(?<nd>[0-9]{1,3})(\s+(?<nm>[0-9]{1,2})(\s+(?<ns>[0-9]{1,2}(\.[0-9]{1,3})?))?)?\s+(?<nh>[NnSs])" +
        @"\s+(?<ed>[0-9]{1,3})(\s+(?<em>[0-9]{1,2})(\s+(?<es>[0-9]{1,2}(\.[0-9]{1,3})?))?)?\s+(?<eh>[EeWw])" +
        @"\s+(?<alt>-?[0-9]{1,8}(\.[0-9]{1,2})?)m?" +
        @"(\s+(?<size>[0-9]{1,8}(\.[0-9]{1,2})?)m?(\s+(?<hp>[0-9]{1,8}(\.[0-9]{1,2})?)m?(\s+(?<vp>[0-9]{1,8}(\.[0-9]{1,2})?)m?)?)?)?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
