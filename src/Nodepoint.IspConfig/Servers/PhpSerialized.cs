using System.Globalization;
using System.Text;

namespace Nodepoint.IspConfig.Servers;

/// <summary>Parses the output of PHP's serialize: arrays, strings, numbers, Booleans and null. Objects are not supported.</summary>
internal static class PhpSerialized
{
    private const int MaxDepth = 32;

    /// <summary>Parses an array.</summary>
    /// <param name="text">The serialized text.</param>
    /// <param name="array">The elements by key: strings, nulls and nested arrays; numbers as strings.</param>
    /// <returns>Whether the text is an array; invalid text does not throw.</returns>
    public static bool TryRead(string text, out IReadOnlyDictionary<string, object?> array)
    {
        ArgumentNullException.ThrowIfNull(text);
        // Lengths count bytes, not characters.
        var reader = new Reader(Encoding.UTF8.GetBytes(text));
        array = reader.TryValue(0, out var value) && value is IReadOnlyDictionary<string, object?> read ? read : new Dictionary<string, object?>();
        return value is IReadOnlyDictionary<string, object?>;
    }

    private ref struct Reader(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> _rest = bytes;

        public bool TryValue(int depth, out object? value)
        {
            value = null;
            if (depth > MaxDepth || _rest.Length < 2) return false;
            var kind = (char)_rest[0];
            if (kind == 'N') return TrySkip("N;"u8);
            if (_rest[1] != ':') return false;
            _rest = _rest[2..];
            switch (kind)
            {
                case 's': return TryText(out value);
                case 'a': return TryArray(depth, out value);
                case 'i' or 'd' or 'b':
                    if (!TryUntil((byte)';', out var number)) return false;
                    value = number;
                    return true;
                default: return false;
            }
        }

        private bool TryText(out object? value)
        {
            value = null;
            if (!TryLength(out var length) || !TrySkip("\""u8) || length > _rest.Length) return false;
            value = Encoding.UTF8.GetString(_rest[..length]);
            _rest = _rest[length..];
            return TrySkip("\";"u8);
        }

        private bool TryArray(int depth, out object? value)
        {
            value = null;
            if (!TryLength(out var count) || !TrySkip("{"u8)) return false;
            var array = new Dictionary<string, object?>(StringComparer.Ordinal);
            for (var i = 0; i < count; i++)
            {
                if (!TryValue(depth + 1, out var key) || key is not string name || !TryValue(depth + 1, out var element)) return false;
                array[name] = element;
            }

            value = array;
            return TrySkip("}"u8);
        }

        private bool TryLength(out int length)
        {
            length = 0;
            return TryUntil((byte)':', out var digits) && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out length);
        }

        private bool TryUntil(byte end, out string text)
        {
            var at = _rest.IndexOf(end);
            text = at < 0 ? "" : Encoding.UTF8.GetString(_rest[..at]);
            if (at < 0) return false;
            _rest = _rest[(at + 1)..];
            return true;
        }

        private bool TrySkip(ReadOnlySpan<byte> expected)
        {
            if (!_rest.StartsWith(expected)) return false;
            _rest = _rest[expected.Length..];
            return true;
        }
    }
}
