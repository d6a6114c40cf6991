using System.Globalization;
using System.Text.RegularExpressions;

namespace Nodepoint.IspConfig.Mail;

/// <summary>
/// What a rotation remembers of a key, as the note of its record (tag <c>n</c>, RFC 6376 3.6.1): receivers read the tag and ignore it, people
/// understand it, and every later run finds it on the panel. It never is about the key that is in use.
/// </summary>
/// <param name="IsNew">Whether the key is published by a rotation that has not switched to it yet; otherwise it was in use until a rotation.</param>
/// <param name="Expiry">When a later run may remove the record, in UTC.</param>
internal sealed partial record DkimNote(bool IsNew, DateTimeOffset Expiry)
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>Reads the note of a record.</summary>
    /// <param name="record">The record.</param>
    /// <returns>The note; null if no rotation has written one.</returns>
    public static DkimNote? Of(DkimRecord record)
        => Form().Match(record.Note) is { Success: true } note && DateTimeOffset.TryParseExact(note.Groups["time"].Value, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var expiry)
            ? new DkimNote(note.Groups["age"].Value == "new", expiry)
            : null;

    /// <summary>The record with this note, after a note of its owner.</summary>
    /// <param name="record">The record.</param>
    public DkimRecord AddTo(DkimRecord record) => record with { Note = $"{RemoveFrom(record).Note} {this}".TrimStart() };

    /// <summary>The record without the note of a rotation.</summary>
    /// <param name="record">The record.</param>
    public static DkimRecord RemoveFrom(DkimRecord record) => record with { Note = Form().Replace(record.Note, "") };

    /// <summary>The note, as people read it.</summary>
    public override string ToString() => $"Nodepoint: {(IsNew ? "new" : "old")} key, remove after {Expiry.ToUniversalTime().ToString(TimeFormat, CultureInfo.InvariantCulture)} unless in use";

    [GeneratedRegex(@"( |^)Nodepoint: (?<age>new|old) key, remove after (?<time>[0-9TZ:-]{20}) unless in use$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
