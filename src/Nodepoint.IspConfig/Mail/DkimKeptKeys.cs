using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.RecordData;

namespace Nodepoint.IspConfig.Mail;

/// <summary>The records of keys that rotations of a mail domain have left in its zone.</summary>
internal static class DkimKeptKeys
{
    /// <summary>Finds the records that rotations have left and whose time is over. The record of the selector in use is never one of them.</summary>
    /// <param name="content">The zone.</param>
    /// <param name="domain">The mail domain.</param>
    /// <param name="now">The current time.</param>
    /// <returns>The records, with their selectors and notes.</returns>
    public static IEnumerable<(DnsRecord Record, string Selector, DkimNote Note)> FindExpired(ZoneContent content, MailDomain domain, DateTimeOffset now)
    {
        var suffix = $"._domainkey.{domain.Domain}.";
        foreach (var record in content.Records)
        {
            if (record.Type != DnsRecordType.TXT || !record.Fqdn.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) || NoteOf(record) is not { } note || note.Expiry > now) continue;
            var selector = record.Fqdn[..^suffix.Length];
            if (!selector.Equals(domain.DkimSelector, StringComparison.OrdinalIgnoreCase)) yield return (record, selector, note);
        }
    }

    /// <summary>The note of a rotation in a record; null for none.</summary>
    /// <param name="record">The record.</param>
    public static DkimNote? NoteOf(DnsRecord record) => record.Data is TxtData text && DkimRecord.TryParse(text.Text, out var key) ? DkimNote.Of(key) : null;

    /// <summary>A record without the note of a rotation.</summary>
    /// <param name="record">The record, which has such a note.</param>
    public static DnsRecord WithoutNote(DnsRecord record) => record with { Data = TxtData.OfText(DkimNote.RemoveFrom(DkimRecord.Parse(((TxtData)record.Data).Text)).Value) };
}
