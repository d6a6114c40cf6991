using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.RecordData;

namespace Nodepoint.IspConfig.Mail;

/// <summary>The records of keys that rotations of a mail domain have left in its zone.</summary>
internal static class DkimKeptKeys
{
    /// <summary>
    /// Finds what has to be done about the records that rotations have left and whose time is over. A key that was in use before a rotation is
    /// removed. One that a rotation published may have been in use since, if the selector was changed in the panel's pages: it gets the time of
    /// an old key first. The record of the selector in use is never removed, and loses its time.
    /// </summary>
    /// <param name="content">The zone.</param>
    /// <param name="domain">The mail domain.</param>
    /// <param name="now">The current time.</param>
    /// <returns>The records.</returns>
    public static IEnumerable<DkimKeptKey> FindExpired(ZoneContent content, MailDomain domain, DateTimeOffset now)
    {
        var suffix = $"._domainkey.{domain.Domain}.";
        foreach (var record in content.Records)
        {
            if (record.Type != DnsRecordType.TXT || !record.Fqdn.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) || NoteOf(record) is not { } note || note.Expiry > now) continue;
            var selector = record.Fqdn[..^suffix.Length];
            if (selector.Equals(domain.DkimSelector, StringComparison.OrdinalIgnoreCase)) yield return new DkimKeptKey(record, selector, note) { Renoted = WithoutNote(record) };
            else yield return new DkimKeptKey(record, selector, note) { Renoted = note.IsNew ? WithNote(record, new DkimNote(IsNew: false, now + DkimRotation.DefaultKeepOldFor)) : null };
        }
    }

    /// <summary>The note of a rotation in a record; null for none.</summary>
    /// <param name="record">The record.</param>
    public static DkimNote? NoteOf(DnsRecord record) => record.Data is TxtData text && DkimRecord.TryParse(text.Text, out var key) ? DkimNote.Of(key) : null;

    /// <summary>A record without the note of a rotation.</summary>
    /// <param name="record">The record, which has such a note.</param>
    public static DnsRecord WithoutNote(DnsRecord record) => record with { Data = TxtData.OfText(DkimNote.RemoveFrom(DkimRecord.Parse(((TxtData)record.Data).Text)).Value) };

    /// <summary>A record with another note.</summary>
    /// <param name="record">The record of a key.</param>
    /// <param name="note">The note.</param>
    public static DnsRecord WithNote(DnsRecord record, DkimNote note) => record with { Data = TxtData.OfText(note.AddTo(DkimRecord.Parse(((TxtData)record.Data).Text)).Value) };
}
