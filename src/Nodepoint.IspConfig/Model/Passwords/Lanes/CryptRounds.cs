using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Nodepoint.IspConfig.Model.Passwords.Lanes;

/// <summary>The rounds of SHA-512 crypt (SHA-crypt.txt, step 21) for several passwords side by side. They need all messages of a round to have as many blocks.</summary>
/// <typeparam name="T">The register.</typeparam>
internal static class CryptRounds<T> where T : unmanaged, ILanes<T>
{
    private const int Sum = 8;

    /// <summary>Runs the rounds.</summary>
    /// <param name="inputs">The passwords, at most as many as there are lanes, of the same <see cref="CryptShape.KindOf"/>; their sums are changed.</param>
    /// <param name="rounds">The number of rounds.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ReadOnlySpan<CryptInput> inputs, int rounds)
    {
        // Lanes that are left repeat the first password.
        var lanes = new CryptInput[T.Count];
        for (var lane = 0; lane < lanes.Length; lane++) lanes[lane] = inputs[lane < inputs.Length ? lane : 0];
        var templates = new ulong[CryptShape.Count][];
        var places = new int[CryptShape.Count][];
        for (var shape = 0; shape < CryptShape.Count; shape++) (templates[shape], places[shape]) = Template(lanes, shape);

        Span<T> sum = stackalloc T[Sum];
        Span<T> state = stackalloc T[Sum];
        Span<T> words = stackalloc T[CryptShape.BlocksOf(lanes[0].Password.Length, lanes[0].Salt.Length, CryptShape.Count - 1) * Sha512Block<T>.Words];
        var numbers = MemoryMarshal.Cast<T, ulong>(sum);
        for (var lane = 0; lane < lanes.Length; lane++)
            for (var word = 0; word < Sum; word++) numbers[(word * T.Count) + lane] = BinaryPrimitives.ReadUInt64BigEndian(lanes[lane].Sum.AsSpan(word * sizeof(ulong)));

        for (var round = 0; round < rounds; round++)
        {
            var shape = CryptShape.Of(round);
            var template = MemoryMarshal.Cast<ulong, T>(templates[shape]);
            template.CopyTo(words);
            if ((shape & CryptShape.Odd) == 0) sum.CopyTo(words);
            else Insert(sum, words, places[shape]);
            Sha512Block<T>.Begin(state);
            for (var block = 0; block < template.Length; block += Sha512Block<T>.Words) Sha512Block<T>.Add(state, words.Slice(block, Sha512Block<T>.Words));
            state.CopyTo(sum);
        }

        for (var lane = 0; lane < inputs.Length; lane++)
            for (var word = 0; word < Sum; word++) BinaryPrimitives.WriteUInt64BigEndian(inputs[lane].Sum.AsSpan(word * sizeof(ulong)), numbers[(word * T.Count) + lane]);

        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(words));
        foreach (var template in templates) Array.Clear(template);
    }

    // The messages of a round without the sums, and the bytes before the sums: S and P are the same in all rounds.
    private static (ulong[] Words, int[] Places) Template(CryptInput[] lanes, int shape)
    {
        var blocks = CryptShape.BlocksOf(lanes[0].Password.Length, lanes[0].Salt.Length, shape);
        var words = new ulong[blocks * Sha512Block<T>.Words * T.Count];
        var places = new int[lanes.Length];
        var message = new byte[blocks * CryptShape.BlockSize];
        for (var lane = 0; lane < lanes.Length; lane++)
        {
            var (_, password, salt) = lanes[lane];
            Array.Clear(message);
            var length = 0;
            if ((shape & CryptShape.Odd) != 0) Put(password);
            else length += Sum * sizeof(ulong);
            if ((shape & CryptShape.WithSalt) != 0) Put(salt);
            if ((shape & CryptShape.WithPassword) != 0) Put(password);
            if ((shape & CryptShape.Odd) != 0) (places[lane], length) = (length, length + (Sum * sizeof(ulong)));
            else Put(password);
            message[length] = 0x80;
            BinaryPrimitives.WriteInt64BigEndian(message.AsSpan(message.Length - sizeof(long)), length * 8L);
            for (var word = 0; word < blocks * Sha512Block<T>.Words; word++) words[(word * T.Count) + lane] = BinaryPrimitives.ReadUInt64BigEndian(message.AsSpan(word * sizeof(ulong)));

            void Put(byte[] part)
            {
                part.CopyTo(message, length);
                length += part.Length;
            }
        }

        CryptographicOperations.ZeroMemory(message);
        // Passwords of one length share their place.
        return (words, places.AsSpan().ContainsAnyExcept(places[0]) ? places : places[..1]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Insert(Span<T> sum, Span<T> words, int[] places)
    {
        if (places.Length == 1)
        {
            var (at, bits) = (places[0] / sizeof(ulong), places[0] % sizeof(ulong) * 8);
            for (var word = 0; word < Sum; word++)
            {
                words[at + word] |= sum[word] >>> bits;
                if (bits > 0) words[at + word + 1] |= sum[word] << (64 - bits);
            }

            return;
        }

        var from = MemoryMarshal.Cast<T, ulong>(sum);
        var to = MemoryMarshal.Cast<T, ulong>(words);
        for (var lane = 0; lane < places.Length; lane++)
        {
            var (at, bits) = ((places[lane] / sizeof(ulong) * T.Count) + lane, places[lane] % sizeof(ulong) * 8);
            for (var number = lane; number < from.Length; number += T.Count, at += T.Count)
            {
                to[at] |= from[number] >>> bits;
                if (bits > 0) to[at + T.Count] |= from[number] << (64 - bits);
            }
        }
    }
}
