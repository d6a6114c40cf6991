using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Nodepoint.Bench;

/// <summary>A name server on loopback that answers every question about mail at once: the same records for every domain.</summary>
internal sealed class InstantNameServer : IDisposable
{
    private const int HeaderLength = 12;

    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly Task _answering;

    public InstantNameServer()
    {
        _socket.Client.ReceiveBufferSize = 1 << 22;
        _answering = Task.Run(AnswerAsync);
    }

    public IPEndPoint Address => (IPEndPoint)_socket.Client.LocalEndPoint!;

    /// <summary>The number of questions that were answered.</summary>
    public long Count { get; private set; }

    public void Dispose()
    {
        _socket.Dispose();
        try { _answering.GetAwaiter().GetResult(); }
        catch (Exception problem) when (problem is ObjectDisposedException or SocketException) { }
    }

    private async Task AnswerAsync()
    {
        while (true)
        {
            var question = await _socket.ReceiveAsync().ConfigureAwait(false);
            Count++;
            await _socket.SendAsync(Answer(question.Buffer), question.RemoteEndPoint).ConfigureAwait(false);
        }
    }

    private static byte[] Answer(byte[] question)
    {
        var at = HeaderLength;
        var name = new StringBuilder();
        for (; question[at] != 0; at += question[at] + 1) name.Append(Encoding.ASCII.GetString(question, at + 1, question[at])).Append('.');
        var type = BinaryPrimitives.ReadUInt16BigEndian(question.AsSpan(at + 1));
        var end = at + 5;
        var data = Data(name.ToString().ToLowerInvariant(), type);
        var answer = new byte[end + (data is null ? 0 : 12 + data.Length)];
        question.AsSpan(0, end).CopyTo(answer);
        // A response with authority and recursion; one question, and one answer or none.
        (answer[2], answer[3], answer[5], answer[7]) = (0x85, 0x80, 1, (byte)(data is null ? 0 : 1));
        answer.AsSpan(8, 4).Clear();
        if (data is null) return answer;
        var record = answer.AsSpan(end);
        BinaryPrimitives.WriteUInt16BigEndian(record, 0xC000 | HeaderLength);
        BinaryPrimitives.WriteUInt16BigEndian(record[2..], type);
        BinaryPrimitives.WriteUInt16BigEndian(record[4..], 1);
        BinaryPrimitives.WriteUInt32BigEndian(record[6..], 3600);
        BinaryPrimitives.WriteUInt16BigEndian(record[10..], (ushort)data.Length);
        data.CopyTo(record[12..]);
        return answer;
    }

    private static byte[]? Data(string name, int type) => (type, name) switch
    {
        (1, _) => [127, 0, 0, 1],
        (12, _) => Name("mail.bench.example"),
        (15, _) => [0, 10, .. Name("mail.bench.example")],
        (16, _) when name.StartsWith("_dmarc.", StringComparison.Ordinal) => Text("v=DMARC1; p=reject"),
        (16, _) when name[0] != '_' && !name.Contains("._", StringComparison.Ordinal) => Text("v=spf1 mx -all"),
        _ => null,
    };

    private static byte[] Text(string text) => [(byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Name(string name) => [.. name.Split('.').SelectMany(label => Text(label)), 0];
}
