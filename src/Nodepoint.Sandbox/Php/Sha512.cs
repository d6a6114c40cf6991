using System.Buffers.Binary;
using System.Numerics;

namespace Nodepoint.Sandbox.Php;

/// <summary>
/// SHA-512 (FIPS 180-4) in managed code: a password needs a thousand hashes of about a hundred bytes, and for those
/// a call of the platform's library costs three times as much as the hash.
/// </summary>
internal static class Sha512
{
    public const int Size = 64;
    private const int Block = 128, Rounds = 80;

    private static readonly ulong[] Start = [.. Primes().Take(8).Select(p => Fraction(p, 2))];
    private static readonly ulong[] Constants = [.. Primes().Take(Rounds).Select(p => Fraction(p, 3))];

    public static void Hash(ReadOnlySpan<byte> data, Span<byte> hash)
    {
        Span<ulong> state = stackalloc ulong[8];
        Start.CopyTo(state);
        var bits = (ulong)data.Length * 8;
        for (; data.Length >= Block; data = data[Block..]) Compress(state, data);

        // The padding: the remaining bytes, a one bit, and the length at the end of the last block.
        Span<byte> last = stackalloc byte[2 * Block];
        last.Clear();
        data.CopyTo(last);
        last[data.Length] = 0x80;
        var length = data.Length < Block - 16 ? Block : 2 * Block;
        BinaryPrimitives.WriteUInt64BigEndian(last[(length - 8)..], bits);
        for (var at = 0; at < length; at += Block) Compress(state, last[at..]);
        for (var i = 0; i < state.Length; i++) BinaryPrimitives.WriteUInt64BigEndian(hash[(i * 8)..], state[i]);
    }

    private static void Compress(Span<ulong> state, ReadOnlySpan<byte> block)
    {
        Span<ulong> w = stackalloc ulong[Rounds];
        for (var i = 0; i < 16; i++) w[i] = BinaryPrimitives.ReadUInt64BigEndian(block[(i * 8)..]);
        for (var i = 16; i < Rounds; i++)
        {
            var (x, y) = (w[i - 15], w[i - 2]);
            w[i] = w[i - 16] + (BitOperations.RotateRight(x, 1) ^ BitOperations.RotateRight(x, 8) ^ (x >> 7))
                + w[i - 7] + (BitOperations.RotateRight(y, 19) ^ BitOperations.RotateRight(y, 61) ^ (y >> 6));
        }
        ulong a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
        for (var i = 0; i < Rounds; i++)
        {
            var one = h + (BitOperations.RotateRight(e, 14) ^ BitOperations.RotateRight(e, 18) ^ BitOperations.RotateRight(e, 41)) + ((e & f) ^ (~e & g)) + Constants[i] + w[i];
            var two = (BitOperations.RotateRight(a, 28) ^ BitOperations.RotateRight(a, 34) ^ BitOperations.RotateRight(a, 39)) + ((a & b) ^ (a & c) ^ (b & c));
            h = g;
            g = f;
            f = e;
            e = d + one;
            d = c;
            c = b;
            b = a;
            a = one + two;
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }

    private static IEnumerable<int> Primes() => Enumerable.Range(2, 500).Where(n => Enumerable.Range(2, n - 2).All(d => n % d != 0));

    // The constants of the standard by their definition: the first 64 fractional bits of roots of primes.
    private static ulong Fraction(int prime, int degree)
    {
        var scaled = (BigInteger)prime << (64 * degree);
        BigInteger low = 0, high = BigInteger.One << 70;
        while (high - low > 1)
        {
            var middle = (low + high) >> 1;
            if (BigInteger.Pow(middle, degree) <= scaled) low = middle;
            else high = middle;
        }
        return (ulong)(low & ulong.MaxValue);
    }
}
