namespace Nodepoint.IspConfig.Dns.ZoneFiles;

/// <summary>
/// Splits a master file into tokens while it is read (RFC 1035 5.1), with the rules of BIND: parentheses join lines, a comment begins with a
/// semicolon outside quotation marks, and a line ends in LF, CR, or both. The memory does not depend on the length of a line.
/// </summary>
/// <param name="input">The file's bytes, in UTF-8 or another encoding that contains ASCII.</param>
/// <param name="bufferSize">How many bytes are read at a time.</param>
internal sealed class ZoneFileLexer(Stream input, int bufferSize = 64 * 1024)
{
    /// <summary>The maximum length of a token in bytes: the data of a record with every byte escaped.</summary>
    public const int LongestToken = 4 * 65535;

    /// <summary>The beginning of a comment that has a meaning for this module (<see cref="ZoneFileComment"/>).</summary>
    private static readonly byte[] Mark = [.. ZoneFileComment.Mark.Select(character => (byte)character)];

    private readonly byte[] _buffer = new byte[bufferSize];
    private byte[] _token = new byte[256];
    private int _length;
    private int _at;
    private int _end;
    private bool _isLineStart = true;
    private int _depth;
    private bool _isAgain;
    private (long Line, long Column) _opened;

    /// <summary>The kind of the current token.</summary>
    public ZoneFileToken Kind { get; private set; }

    /// <summary>The bytes of the current token, with its escape sequences.</summary>
    public ReadOnlySpan<byte> Token => _token.AsSpan(0, _length);

    /// <summary>The line of the current token, from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>The column of the current token in characters, from 1.</summary>
    public long Column { get; private set; } = 1;

    /// <summary>Whether the current token is between parentheses, so that a line end does not end the record.</summary>
    public bool IsInParentheses => _depth > 0;

    // The position of the next byte.
    private long NextLine { get; set; } = 1;

    private long NextColumn { get; set; } = 1;

    /// <summary>Makes the current token the next one, too.</summary>
    public void PutBack() => _isAgain = true;

    /// <summary>Reads the next token.</summary>
    /// <param name="isOwner">Whether a record may begin here, so that a blank at the start of the line is a token.</param>
    /// <param name="isQuotable">Whether a token in quotation marks is allowed.</param>
    /// <returns>The kind of the token.</returns>
    /// <exception cref="ZoneFileException">The token is not valid.</exception>
    public ZoneFileToken Read(bool isOwner = false, bool isQuotable = false)
    {
        if (_isAgain)
        {
            _isAgain = false;
            return Kind;
        }

        _length = 0;
        Kind = ZoneFileToken.Word;
        while (true)
        {
            (Line, Column) = (NextLine, NextColumn);
            switch (Peek())
            {
                case -1:
                    if (_depth == 0) return Kind = ZoneFileToken.End;
                    _depth = 0;
                    (Line, Column) = _opened;
                    throw Problem("The parenthesis is not closed.");
                case '\n' or '\r':
                    SkipLineEnd();
                    _isLineStart = true;
                    if (_depth == 0) return Kind = ZoneFileToken.LineEnd;
                    break;
                case ' ' or '\t':
                    Skip();
                    if (_isLineStart && isOwner && _depth == 0)
                    {
                        _isLineStart = false;
                        return Kind = ZoneFileToken.InitialBlank;
                    }

                    break;
                case ';':
                    if (_isLineStart && isOwner && _depth == 0 && TryReadMark()) return Kind = ZoneFileToken.Mark;
                    while (Peek() is not (-1 or '\n' or '\r')) Skip();
                    break;
                case '(':
                    _isLineStart = false;
                    if (_depth++ == 0) _opened = (Line, Column);
                    Skip();
                    break;
                case ')':
                    _isLineStart = false;
                    Skip();
                    if (_depth == 0) throw Problem("The closing parenthesis has no opening one before it.");
                    _depth--;
                    break;
                case '"':
                    _isLineStart = false;
                    Skip();
                    ReadQuoted();
                    return isQuotable ? Kind : throw Problem("A text in quotation marks is not allowed here.");
                default:
                    _isLineStart = false;
                    return ReadWord();
            }
        }
    }

    /// <summary>Skips the rest of the record after an error. Parentheses are followed, and no token is kept.</summary>
    public void SkipRecord()
    {
        _isAgain = false;
        if (Kind is ZoneFileToken.LineEnd or ZoneFileToken.End && _depth == 0) return;
        var (isQuoted, isEscaped) = (false, false);
        while (Peek() is >= 0 and var next)
        {
            if (next is '\n' or '\r')
            {
                SkipLineEnd();
                _isLineStart = true;
                (isQuoted, isEscaped) = (false, false);
                if (_depth > 0) continue;
                Kind = ZoneFileToken.LineEnd;
                return;
            }

            Skip();
            if (isEscaped) isEscaped = false;
            else if (next == '\\') isEscaped = true;
            else if (next == '"') isQuoted = !isQuoted;
            else if (isQuoted) continue;
            else if (next == '(') _depth++;
            else if (next == ')' && _depth > 0) _depth--;
            else if (next == ';') while (Peek() is not (-1 or '\n' or '\r')) Skip();
        }

        _depth = 0;
        Kind = ZoneFileToken.End;
    }

    /// <summary>Creates the error for the current token.</summary>
    /// <param name="message">What is wrong.</param>
    public ZoneFileException Problem(string message) => new(message, Line, Column);

    private ZoneFileToken ReadWord()
    {
        var isEscaped = false;
        while (Peek() is var next)
        {
            if (next is -1 or '\n' or '\r')
            {
                if (isEscaped) throw Problem("The last character of the line is a single backslash. Use \\\\ for a backslash.");
                break;
            }

            if (next == 0) throw Problem("The file contains a NUL byte, so it is not a text file.");
            if (!isEscaped && next is ' ' or '\t' or '(' or ')' or '"' or ';') break;
            isEscaped = !isEscaped && next == '\\';
            Add((byte)next);
            Skip();
        }

        return Kind = ZoneFileToken.Word;
    }

    private void ReadQuoted()
    {
        var isEscaped = false;
        while (true)
        {
            var next = Peek();
            if (next < 0 || (next is '\n' or '\r' && !isEscaped)) throw Problem("The quotation mark is not closed in the same line.");
            Skip();
            if (next == '"' && !isEscaped) break;
            isEscaped = !isEscaped && next == '\\';
            Add((byte)next);
        }

        Kind = ZoneFileToken.Quoted;
    }

    // Only what this module has written continues as a record.
    private bool TryReadMark()
    {
        foreach (var expected in Mark)
        {
            if (Peek() != expected) return false;
            Skip();
        }

        return true;
    }

    private void Add(byte value)
    {
        if (_length == _token.Length)
        {
            if (_length >= LongestToken) throw Problem($"The text is longer than {LongestToken} bytes, so it cannot be part of a record.");
            Array.Resize(ref _token, Math.Min(LongestToken, 2 * _length));
        }

        _token[_length++] = value;
    }

    private int Peek()
    {
        if (_at == _end)
        {
            _end = input.Read(_buffer);
            _at = 0;
            if (_end == 0) return -1;
        }

        return _buffer[_at];
    }

    private void Skip()
    {
        // The following bytes of a UTF-8 character do not count.
        if ((_buffer[_at++] & 0xC0) != 0x80) NextColumn++;
    }

    private void SkipLineEnd()
    {
        var first = _buffer[_at];
        Skip();
        if (first == '\r' && Peek() == '\n') Skip();
        NextLine++;
        NextColumn = 1;
    }
}
