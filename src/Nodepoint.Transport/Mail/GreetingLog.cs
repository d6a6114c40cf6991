using System.Text;
using MailKit;

namespace Nodepoint.Transport.Mail;

/// <summary>Keeps the first line that a server sends.</summary>
internal sealed class GreetingLog : IProtocolLogger
{
    private const int Longest = 512;

    private readonly StringBuilder _text = new();

    /// <summary>The line; empty if the server has sent nothing.</summary>
    public string FirstLine => _text.ToString().Split('\n')[0].TrimEnd('\r');

    /// <inheritdoc/>
    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    /// <inheritdoc/>
    public void LogConnect(Uri uri)
    {
    }

    /// <inheritdoc/>
    public void LogClient(byte[] buffer, int offset, int count)
    {
    }

    /// <inheritdoc/>
    public void LogServer(byte[] buffer, int offset, int count)
    {
        if (_text.Length < Longest) _text.Append(Encoding.Latin1.GetString(buffer, offset, Math.Min(count, Longest)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
