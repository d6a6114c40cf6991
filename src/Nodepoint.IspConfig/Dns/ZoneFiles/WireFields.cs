using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;

namespace Nodepoint.IspConfig.Dns.ZoneFiles;

/// <summary>The fields of a record's data, read from its bytes (RFC 3597 5).</summary>
/// <param name="data">The bytes.</param>
/// <param name="createProblem">Creates an error with its position.</param>
internal sealed class WireFields(byte[] data, Func<string, ZoneFileException> createProblem) : IRecordFields
{
    private int _at;

    /// <inheritdoc/>
    public bool HasMore => _at < data.Length;

    /// <inheritdoc/>
    public long Number(string what, int bytes, IReadOnlyDictionary<string, int>? names = null) => bytes switch
    {
        1 => Next(what, 1)[0],
        2 => BinaryPrimitives.ReadUInt16BigEndian(Next(what, 2)),
        _ => BinaryPrimitives.ReadUInt32BigEndian(Next(what, 4)),
    };

    /// <inheritdoc/>
    public long Period(string what) => Number(what, 4);

    /// <inheritdoc/>
    public string Name(string what)
    {
        var start = _at;
        var name = new StringBuilder();
        while (Next(what, 1)[0] is > 0 and var length)
        {
            if (length > DomainText.LongestLabel) throw Problem($"The {what} is not a valid name: it has a label of more than {DomainText.LongestLabel} bytes.");
            ZoneFileName.Append(name, Next(what, length));
            name.Append('.');
            if (_at - start > 255) throw Problem($"The {what} is not a valid name: it is longer than 255 bytes.");
        }

        return name.Length == 0 ? "." : name.ToString();
    }

    /// <inheritdoc/>
    public string Address(int bytes) => new IPAddress(Next("address", bytes)).ToString();

    /// <inheritdoc/>
    public byte[] Text(string what) => Next(what, Next(what, 1)[0]).ToArray();

    /// <inheritdoc/>
    public byte[] LongText(string what) => Next(what, data.Length - _at).ToArray();

    /// <inheritdoc/>
    public string Word(string what)
    {
        var word = Encoding.Latin1.GetString(Text(what));
        return word.Length > 0 && word.All(char.IsAsciiLetterOrDigit) ? word : throw Problem($"The {what} must consist of letters and digits.");
    }

    /// <inheritdoc/>
    public string Digits(string what) => HasMore ? Convert.ToHexString(Next(what, data.Length - _at)) : throw Problem($"The record ends before its {what}.");

    /// <inheritdoc/>
    public string Location()
    {
        if (Number("version", 1) != 0) throw Problem("The version of LOC must be 0.");
        var (size, horizontal, vertical) = (Size(), Size(), Size());
        var latitude = Angle(90, 'N', 'S');
        var longitude = Angle(180, 'E', 'W');
        var altitude = (Number("altitude", 4) - 10_000_000) / 100m;
        return string.Create(CultureInfo.InvariantCulture, $"{latitude} {longitude} {altitude:0.00}m {size}m {horizontal}m {vertical}m");
    }

    /// <inheritdoc/>
    public ZoneFileException Problem(string message) => createProblem(message);

    // A digit and the power of ten of centimeters.
    private string Size()
    {
        var value = (int)Number("size", 1);
        var (digit, power) = (value >> 4, value & 15);
        if (digit > 9 || power > 9) throw Problem("A size or precision of LOC is not valid.");
        var meters = digit / 100m;
        for (; power > 0; power--) meters *= 10;
        return meters.ToString("0.##", CultureInfo.InvariantCulture);
    }

    private string Angle(int most, char positive, char negative)
    {
        var angle = Number("latitude or longitude", 4) - (1L << 31);
        var size = Math.Abs(angle);
        if (size > most * 3_600_000L) throw Problem($"The latitude or longitude of LOC is more than {most} degrees.");
        return string.Create(CultureInfo.InvariantCulture, $"{size / 3_600_000} {size % 3_600_000 / 60_000} {size % 60_000 / 1000m:0.000} {(angle < 0 ? negative : positive)}");
    }

    private ReadOnlySpan<byte> Next(string what, int count)
    {
        if (count > data.Length - _at) throw Problem($"The data ends before its {what}.");
        _at += count;
        return data.AsSpan(_at - count, count);
    }
}
