namespace Nodepoint.IspConfig.Panel.Wire;

/// <summary>Finds the end of a JSON object by its braces, which costs a fraction of reading its tokens. Whether it is well-formed is not checked.</summary>
internal static class JsonObjectEnd
{
    /// <summary>Finds the end of the object at the start of some JSON.</summary>
    /// <param name="json">The JSON, from the opening brace.</param>
    /// <returns>The length of the object; -1 if its end is missing.</returns>
    public static int Find(ReadOnlySpan<byte> json)
    {
        var depth = 0;
        for (int at = 0, next; (next = json[at..].IndexOfAny((byte)'"', (byte)'{', (byte)'}')) >= 0;)
        {
            at += next + 1;
            switch (json[at - 1])
            {
                case (byte)'{':
                    depth++;
                    break;
                case (byte)'}':
                    if (--depth == 0) return at;
                    break;
                default:
                    var text = EndOfText(json[at..]);
                    if (text < 0) return -1;
                    at += text;
                    break;
            }
        }

        return -1;
    }

    // The length up to the quotation mark that ends a text, which no backslash escapes.
    private static int EndOfText(ReadOnlySpan<byte> json)
    {
        for (int at = 0, next; (next = json[at..].IndexOfAny((byte)'"', (byte)'\\')) >= 0;)
        {
            at += next + 1;
            if (json[at - 1] == '"') return at;
            if (++at > json.Length) return -1;
        }

        return -1;
    }
}
