using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Panel.Transport;
using Nodepoint.IspConfig.Panel.Wire;
using Xunit;

namespace Nodepoint.Tests.Panel;

public sealed class StreamTests
{
    private static readonly Gen<string> Texts = Gen.String[Gen.Char["ab\"\\{}[],:é\u2028 <\n"], 0, 30];

    private static readonly string[] Fronts = ["", "\uFEFF", "Warning: {x} in y.php\n", "<br />\n<b>Warning</b>:  Undefined array key \"{\" in <b>/x/y.php</b> on line <b>3</b><br />\n"];

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("false")]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("0")]
    public async Task Nothing_there_is_no_rows(string response)
    {
        await using var panel = new ScriptedPanel().On("client_get", Answer.Ok(response));
        await using PanelConnection connection = await panel.OpenAsync();
        Assert.Empty(await connection.RowsAsync("client_get"));
    }

    [Fact]
    public async Task Rows_come_from_a_list_from_an_object_keyed_by_ids_and_from_a_single_row()
    {
        await using var panel = new ScriptedPanel()
            .On("dns_zone_get", Answer.Ok("""[{"id":"1"},{"id":"2"}]"""))
            .On("mail_user_get", Answer.Ok("""{"7":{"id":"7"},"8":{"id":"8"}}"""))
            .On("client_get", Answer.Ok("""{"client_id":"1"}"""))
            .On("server_get", Answer.Ok("""{"global":{"a":"1"},"mail":{"b":"2"}}"""))
            .On("get_function_list", Answer.Ok("[\"a\",\"b\"]"));
        await using PanelConnection connection = await panel.OpenAsync();

        Assert.Equal(["""{"id":"1"}""", """{"id":"2"}"""], await connection.RowsAsync("dns_zone_get"));
        Assert.Equal(["""{"id":"7"}""", """{"id":"8"}"""], await connection.RowsAsync("mail_user_get"));
        Assert.Equal(["""{"client_id":"1"}"""], await connection.RowsAsync("client_get"));
        Assert.Equal(["\"a\"", "\"b\""], await connection.RowsAsync("get_function_list"));
        List<string> whole = [];
        await foreach (string row in connection.StreamAsync(new PanelCall("server_get") { OneRow = true }, static (ref Utf8JsonReader r) => JsonElement.ParseValue(ref r).GetRawText()))
            whole.Add(row);
        Assert.Equal(["""{"global":{"a":"1"},"mail":{"b":"2"}}"""], whole);
    }

    [Fact]
    public async Task Faults_of_a_stream_are_those_of_a_call()
    {
        await using var panel = new ScriptedPanel().On("client_get", Answer.Fault("You do not have the permissions to access this function."));
        await using PanelConnection connection = await panel.OpenAsync();
        PanelException fault = await Assert.ThrowsAsync<PanelException>(() => connection.RowsAsync("client_get"));
        Assert.Equal((FaultKind.PermissionDenied, "Client functions"), (fault.Kind, fault.PermissionGroup));

        panel.Live.Clear();
        panel.On("client_get", Answer.Ok("[{},{}]"));
        Assert.Equal(2, (await connection.RowsAsync("client_get")).Count);
        Assert.Equal(2, panel.Count("login"));
    }

    [Fact]
    public async Task Rows_that_came_before_the_answer_broke_off_hold_and_are_not_asked_for_again()
    {
        await using var panel = new ScriptedPanel().On("client_get", Answer.UntilClosed("""{"code":"ok","message":"","response":[{"a":"1"},{"a":"2"},{"a":"""));
        await using PanelConnection connection = await panel.OpenAsync();
        List<string> rows = [];
        PanelException fault = await Assert.ThrowsAsync<PanelException>(async () =>
        {
            await foreach (string row in connection.StreamAsync(new PanelCall("client_get"), static (ref Utf8JsonReader r) => JsonElement.ParseValue(ref r).GetRawText())) rows.Add(row);
        });
        Assert.Equal(2, rows.Count);
        Assert.Equal(FaultKind.BadReply, fault.Kind);
        Assert.Contains("after 2 rows", fault.Message, StringComparison.Ordinal);
        Assert.Equal(1, panel.Count("client_get"));
    }

    [Theory]
    [InlineData("""{"a":}""")]
    [InlineData("""{"a":"2" "b":"2"}""")]
    [InlineData("""{"a":"2",{}}""")]
    [InlineData("""{"a":"\x"}""")]
    public async Task Rows_that_came_before_a_malformed_one_hold_whatever_is_read_of_it(string malformed)
    {
        await using var panel = new ScriptedPanel().On("client_get", Answer.Ok($$"""[{"a":"1"},{{malformed}},{"a":"3"}]"""));
        await using PanelConnection connection = await panel.OpenAsync();
        PanelReplyReader<string>[] readers = [static (ref Utf8JsonReader r) => JsonElement.ParseValue(ref r).GetRawText(), static (ref Utf8JsonReader _) => "nothing of it"];
        foreach (PanelReplyReader<string> read in readers)
        {
            List<string> rows = [];
            PanelException fault = await Assert.ThrowsAsync<PanelException>(async () =>
            {
                await foreach (string row in connection.StreamAsync(new PanelCall("client_get"), read)) rows.Add(row);
            });
            Assert.Single(rows);
            Assert.Equal(FaultKind.BadReply, fault.Kind);
            Assert.Contains("after 1 row", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_hundred_thousand_rows_never_sit_in_memory()
    {
        using var source = new RowSource(100_000);
        await using var rows = new ReplyRows(source, oneRow: false);
        Assert.True(await rows.OpenAsync(CancellationToken.None));
        long sum = 0;
        int most = 0;
        while (await rows.NextAsync(CancellationToken.None))
        {
            sum += rows.Read(static (ref Utf8JsonReader r) => JsonElement.ParseValue(ref r).GetProperty("id").GetInt64());
            most = Math.Max(most, rows.Capacity);
        }
        Assert.Equal(100_000, rows.Count);
        Assert.Equal(99_999L * 100_000 / 2, sum);
        Assert.InRange(most, 1, 32 * 1024);
    }

    [Fact]
    public async Task Rows_are_given_while_more_are_still_to_come()
    {
        // The panel sends rows endlessly, so a reader that waits for the whole response would never return a row.
        await using var panel = new ScriptedPanel().On("client_get", new Answer(async stream =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + """{"code":"ok","message":"","response":["""));
            byte[] row = Encoding.ASCII.GetBytes("""{"id":"1","text":"something to fill the row with"},""");
            while (true) await stream.WriteAsync(row);
        }, Keep: false));
        await using PanelConnection connection = await panel.OpenAsync();
        int count = 0;
        await foreach (int length in connection.StreamAsync(new PanelCall("client_get"), static (ref Utf8JsonReader r) => JsonElement.ParseValue(ref r).GetRawText().Length))
            if (++count == 5000) break;
        Assert.Equal(5000, count);
    }

    [Fact]
    public async Task A_row_of_another_form_than_expected_is_told()
    {
        await using var panel = new ScriptedPanel().On("client_get", Answer.Ok("""[{"a":"hush"}]"""));
        await using PanelConnection connection = await panel.OpenAsync();
        PanelException fault = await Assert.ThrowsAsync<PanelException>(async () =>
        {
            await foreach (int _ in connection.StreamAsync(new PanelCall("client_get"), static (ref Utf8JsonReader r) => r.GetInt32())) Assert.Fail("no row was to come");
        });
        Assert.Equal(FaultKind.BadReply, fault.Kind);
        Assert.DoesNotContain("hush", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_are_the_same_in_whatever_pieces_they_come() =>
        Gen.Select(Texts.Array[0, 12], Gen.Int[1, 40], Gen.Int[0, Fronts.Length - 1].Select(n => Fronts[n])).Sample((texts, piece, front) =>
        {
            string response = "[" + string.Join(" , ", texts.Select(t => JsonSerializer.Serialize(new Dictionary<string, string> { ["t"] = t }))) + "]";
            byte[] reply = Encoding.UTF8.GetBytes(front + """{"code":"ok","message":"","response":""" + response + "}");
            Assert.Equal(texts, ReadInPieces(reply, piece));
        });

    [Fact]
    public void A_mutated_reply_gives_rows_or_a_fault_and_nothing_else() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int, Gen.Byte, Gen.Int[1, 64], Gen.Int[0, 3]).Array[1, 4].Select(Gen.Int[1, 64]).Sample((changes, piece) =>
        {
            List<byte> bytes = [.. """{"code":"ok","message":"a\u00e9b","response":[{"a":"1","b":null,"c":[1,2.5e3,{"x":true}]},{"a":"\"<br />"},{}]}"""u8];
            foreach ((int kind, int place, byte value, int count, int from) in changes)
            {
                if (bytes.Count == 0) break;
                int at = (int)((uint)place % (uint)bytes.Count);
                if (kind == 0) bytes[at] = value;
                else if (kind == 1) bytes.RemoveRange(at, Math.Min(count, bytes.Count - at));
                else if (kind == 2) bytes.Insert(at, value);
                else bytes.InsertRange(at, bytes.GetRange(0, Math.Min(count + from, bytes.Count)));
            }
            byte[] reply = [.. bytes];
            var call = new PanelCall("client_get");
            if (Envelope.TryRead(reply, out Envelope envelope))
            {
                if (envelope.Code is not null) _ = FaultReader.Read("client_get", envelope.Code, envelope.Message, default);
                else Assert.InRange(envelope.Start + envelope.Length, 1, reply.Length);
            }
            _ = TransportFailures.UnexpectedReply("https://panel", call, System.Net.HttpStatusCode.OK, null, reply).ToException(call);
            try
            {
                ReadInPieces(reply, piece);
            }
            catch (JsonException)
            {
                // The connection reports this as an incomplete response.
            }
        }, iter: 20_000);

    [Fact]
    public async Task Mutated_replies_over_the_wire_end_in_an_answer_or_a_fault()
    {
        const string reply = """{"code":"ok","message":"","response":[{"a":"1"},{"a":"2"}]}""";
        var random = new Random(7);
        await using var panel = new ScriptedPanel();
        panel.On("client_get", _ =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(reply);
            lock (random)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                return Answer.Bytes(bytes[..random.Next(1, bytes.Length + 1)], status: random.Next(3) == 0 ? 500 : 200);
            }
        });
        await using PanelConnection connection = await panel.OpenAsync();
        for (int i = 0; i < 200; i++)
        {
            try
            {
                if (i % 2 == 0) await connection.TextAsync("client_get");
                else await connection.RowsAsync("client_get");
            }
            catch (PanelException)
            {
                // Expected.
            }
        }
    }

    private static List<string> ReadInPieces(byte[] reply, int piece)
    {
        List<string> rows = [];
        ReplyRows reader = new(new Pieces(reply, piece), oneRow: false);
        // All data is available at once, so this never waits.
        if (!reader.OpenAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult()) return rows;
        while (reader.NextAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult())
        {
            rows.Add(reader.Read(static (ref Utf8JsonReader r) =>
            {
                string text = "";
                while (r.Read())
                    if (r.TokenType == JsonTokenType.String && !r.HasValueSequence)
                    {
                        try { text = r.GetString()!; }
                        catch (InvalidOperationException) { text = "no text"; }
                    }
                return text;
            }));
        }
        return rows;
    }

    private sealed class Pieces(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }

    /// <summary>A response with any number of rows, created while it is read.</summary>
    private sealed class RowSource(int count) : Stream
    {
        private byte[] _now = """{"code":"ok","message":"","response":["""u8.ToArray();
        private int _at;
        private int _row;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_at == _now.Length)
            {
                if (_row > count) return new(0);
                string row = _row == count ? "]}" : string.Create(CultureInfo.InvariantCulture, $$"""{{(_row == 0 ? "" : ",")}}{"id":{{_row}},"text":"{{new string('x', 200)}}"}""");
                _now = Encoding.UTF8.GetBytes(row);
                _at = 0;
                _row++;
            }
            int length = Math.Min(buffer.Length, _now.Length - _at);
            _now.AsSpan(_at, length).CopyTo(buffer.Span);
            _at += length;
            return new(length);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }
    }
}
