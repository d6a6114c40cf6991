using System.Buffers.Text;
using System.Text;

namespace Nodepoint.Bench;

/// <summary>A response with all mailboxes of a panel, all different, created while it is sent.</summary>
internal static class ManyMailboxes
{
    // All numbers have the same number of digits, so that all rows have the same length.
    private const int First = 1_000_000;
    private const int Digits = 7;
    private const int RowsInPart = 1000;

    // A row with the number 0000000, and the positions of that number.
    private static readonly byte[] Row = Encoding.UTF8.GetBytes(Mailbox(new string('0', Digits)) + ",");
    private static readonly int[] Places = [.. PlacesOf(Row, Encoding.UTF8.GetBytes(new string('0', Digits)))];

    /// <summary>Sends the response in chunks, as PHP does when it does not know the length.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Answer(int mailboxes)
    {
        yield return (byte[])[.. "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"u8, .. Chunk("""{"code":"ok","message":"","response":[""")];
        var part = new byte[RowsInPart * Row.Length + 16];
        for (var sent = 0; sent < mailboxes; sent += RowsInPart) yield return Part(part, sent, Math.Min(RowsInPart, mailboxes - sent), isLast: sent + RowsInPart >= mailboxes);
        yield return (byte[])[.. Chunk("]}"), .. "0\r\n\r\n"u8];
    }

    private static ReadOnlyMemory<byte> Part(byte[] part, int sent, int rows, bool isLast)
    {
        // No comma after the last row.
        var length = rows * Row.Length - (isLast ? 1 : 0);
        var head = Encoding.ASCII.GetBytes($"{length:x}\r\n", part);
        for (var row = 0; row < rows; row++)
        {
            var at = part.AsSpan(head + row * Row.Length, Row.Length);
            Row.CopyTo(at);
            foreach (var place in Places) Utf8Formatter.TryFormat(First + sent + row, at[place..], out _);
        }

        "\r\n"u8.CopyTo(part.AsSpan(head + length));
        return part.AsMemory(0, head + length + 2);
    }

    private static byte[] Chunk(string text) => Encoding.UTF8.GetBytes($"{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n");

    private static IEnumerable<int> PlacesOf(byte[] row, byte[] number)
    {
        for (int at = 0, found; (found = row.AsSpan(at).IndexOf(number)) >= 0; at += found + Digits) yield return at + found;
    }

    private static string Mailbox(string number) => $$"""
        {"mailuser_id":"{{number}}","sys_userid":"2","sys_groupid":"2","sys_perm_user":"riud","sys_perm_group":"riud","sys_perm_other":"","server_id":"1","email":"user{{number}}@bench1.test","login":"user{{number}}@bench1.test","password":"$6$rounds=5000$0f3a9c2b$Zq1m8uX2pT7vK4sN6wR9yB3dF5hJ8lC0eG2iQ4oU6aS8xV1zM3nP5tW7kY9bD","name":"User {{number}}","uid":"5000","gid":"5000","maildir":"/var/vmail/bench1.test/user{{number}}","maildir_format":"maildir","quota":"104857600","cc":"","forward_in_lda":"n","sender_cc":"","homedir":"/var/vmail","autoresponder":"n","autoresponder_start_date":null,"autoresponder_end_date":null,"autoresponder_subject":"Out of office reply","autoresponder_text":"","move_junk":"a","purge_trash_days":"0","purge_junk_days":"0","custom_mailfilter":null,"postfix":"y","greylisting":"n","access":"y","disableimap":"n","disablepop3":"n","disabledeliver":"n","disablesmtp":"n","disablesieve":"n","disablesieve-filter":"n","disablelda":"n","disablelmtp":"n","disabledoveadm":"n","last_access":null,"disablequota-status":"n","disableindexer-worker":"n","last_quota_notification":null,"backup_interval":"none","backup_copies":"1","imap_prefix":""}
        """;
}
