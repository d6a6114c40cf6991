using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Nodepoint.IspConfig.Model.Passwords.Lanes;

/// <summary>SHA-512 (FIPS 180-4) of one block of several messages side by side.</summary>
/// <typeparam name="T">The register.</typeparam>
internal static class Sha512Block<T> where T : unmanaged, ILanes<T>
{
    /// <summary>The words of a block.</summary>
    public const int Words = 16;

    private const int Rounds = 80;

    private static ReadOnlySpan<ulong> Start =>
    [
        0x6A09E667F3BCC908, 0xBB67AE8584CAA73B, 0x3C6EF372FE94F82B, 0xA54FF53A5F1D36F1,
        0x510E527FADE682D1, 0x9B05688C2B3E6C1F, 0x1F83D9ABFB41BD6B, 0x5BE0CD19137E2179,
    ];

    private static ReadOnlySpan<ulong> Constants =>
    [
        0x428A2F98D728AE22, 0x7137449123EF65CD, 0xB5C0FBCFEC4D3B2F, 0xE9B5DBA58189DBBC,
        0x3956C25BF348B538, 0x59F111F1B605D019, 0x923F82A4AF194F9B, 0xAB1C5ED5DA6D8118,
        0xD807AA98A3030242, 0x12835B0145706FBE, 0x243185BE4EE4B28C, 0x550C7DC3D5FFB4E2,
        0x72BE5D74F27B896F, 0x80DEB1FE3B1696B1, 0x9BDC06A725C71235, 0xC19BF174CF692694,
        0xE49B69C19EF14AD2, 0xEFBE4786384F25E3, 0x0FC19DC68B8CD5B5, 0x240CA1CC77AC9C65,
        0x2DE92C6F592B0275, 0x4A7484AA6EA6E483, 0x5CB0A9DCBD41FBD4, 0x76F988DA831153B5,
        0x983E5152EE66DFAB, 0xA831C66D2DB43210, 0xB00327C898FB213F, 0xBF597FC7BEEF0EE4,
        0xC6E00BF33DA88FC2, 0xD5A79147930AA725, 0x06CA6351E003826F, 0x142929670A0E6E70,
        0x27B70A8546D22FFC, 0x2E1B21385C26C926, 0x4D2C6DFC5AC42AED, 0x53380D139D95B3DF,
        0x650A73548BAF63DE, 0x766A0ABB3C77B2A8, 0x81C2C92E47EDAEE6, 0x92722C851482353B,
        0xA2BFE8A14CF10364, 0xA81A664BBC423001, 0xC24B8B70D0F89791, 0xC76C51A30654BE30,
        0xD192E819D6EF5218, 0xD69906245565A910, 0xF40E35855771202A, 0x106AA07032BBD1B8,
        0x19A4C116B8D2D0C8, 0x1E376C085141AB53, 0x2748774CDF8EEB99, 0x34B0BCB5E19B48A8,
        0x391C0CB3C5C95A63, 0x4ED8AA4AE3418ACB, 0x5B9CCA4F7763E373, 0x682E6FF3D6B2B8A3,
        0x748F82EE5DEFB2FC, 0x78A5636F43172F60, 0x84C87814A1F0AB72, 0x8CC702081A6439EC,
        0x90BEFFFA23631E28, 0xA4506CEBDE82BDE9, 0xBEF9A3F7B2C67915, 0xC67178F2E372532B,
        0xCA273ECEEA26619C, 0xD186B8C721C0C207, 0xEADA7DD6CDE0EB1E, 0xF57D4F7FEE6ED178,
        0x06F067AA72176FBA, 0x0A637DC5A2C898A6, 0x113F9804BEF90DAE, 0x1B710B35131C471B,
        0x28DB77F523047D84, 0x32CAAB7B40C72493, 0x3C9EBE0A15C9BEBC, 0x431D67C49C100D4C,
        0x4CC5D4BECB3E42B6, 0x597F299CFC657E2A, 0x5FCB6FAB3AD6FAEC, 0x6C44198C4A475817,
    ];

    /// <summary>Begins messages (5.3.5).</summary>
    /// <param name="state">Receives the eight words of the state.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Begin(Span<T> state)
    {
        for (var word = 0; word < Start.Length; word++) state[word] = T.Of(Start[word]);
    }

    /// <summary>Adds a block to messages (6.4.2).</summary>
    /// <param name="state">The eight words of the state.</param>
    /// <param name="words">The 16 words of the block, which are overwritten.</param>
    /// <remarks>It is optimized when it is compiled. Otherwise the runtime would first count its calls, and until then a hash would need many times as long.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(Span<T> state, Span<T> words)
    {
        ref var word = ref MemoryMarshal.GetReference(words[..Words]);
        ref var constant = ref MemoryMarshal.GetReference(Constants);
        var (a, b, c, d) = (state[0], state[1], state[2], state[3]);
        var (e, f, g, h) = (state[4], state[5], state[6], state[7]);
        for (var round = 0; round < Rounds; round += Words)
        {
            if (round > 0) Extend(ref word);
            for (var at = 0; at < Words; at += 8)
            {
                ref var next = ref Unsafe.Add(ref word, at);
                ref var number = ref Unsafe.Add(ref constant, round + at);
                Turn(a, b, c, ref d, e, f, g, ref h, next + T.Of(number));
                Turn(h, a, b, ref c, d, e, f, ref g, Unsafe.Add(ref next, 1) + T.Of(Unsafe.Add(ref number, 1)));
                Turn(g, h, a, ref b, c, d, e, ref f, Unsafe.Add(ref next, 2) + T.Of(Unsafe.Add(ref number, 2)));
                Turn(f, g, h, ref a, b, c, d, ref e, Unsafe.Add(ref next, 3) + T.Of(Unsafe.Add(ref number, 3)));
                Turn(e, f, g, ref h, a, b, c, ref d, Unsafe.Add(ref next, 4) + T.Of(Unsafe.Add(ref number, 4)));
                Turn(d, e, f, ref g, h, a, b, ref c, Unsafe.Add(ref next, 5) + T.Of(Unsafe.Add(ref number, 5)));
                Turn(c, d, e, ref f, g, h, a, ref b, Unsafe.Add(ref next, 6) + T.Of(Unsafe.Add(ref number, 6)));
                Turn(b, c, d, ref e, f, g, h, ref a, Unsafe.Add(ref next, 7) + T.Of(Unsafe.Add(ref number, 7)));
            }
        }

        (state[0], state[1], state[2], state[3]) = (state[0] + a, state[1] + b, state[2] + c, state[3] + d);
        (state[4], state[5], state[6], state[7]) = (state[4] + e, state[5] + f, state[6] + g, state[7] + h);
    }

    // The next 16 words of the message schedule, in place of those before.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Extend(ref T word)
    {
        for (var at = 0; at < Words; at++)
        {
            var (near, far) = (Unsafe.Add(ref word, (at + 14) & 15), Unsafe.Add(ref word, (at + 1) & 15));
            Unsafe.Add(ref word, at) += T.Xor(T.RotateRight(near, 19), T.RotateRight(near, 61), near >>> 6)
                + Unsafe.Add(ref word, (at + 9) & 15)
                + T.Xor(T.RotateRight(far, 1), T.RotateRight(far, 8), far >>> 7);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(T a, T b, T c, ref T d, T e, T f, T g, ref T h, T word)
    {
        var first = h + word + T.Xor(T.RotateRight(e, 14), T.RotateRight(e, 18), T.RotateRight(e, 41)) + T.Choose(e, f, g);
        d += first;
        h = first + T.Xor(T.RotateRight(a, 28), T.RotateRight(a, 34), T.RotateRight(a, 39)) + T.Majority(a, b, c);
    }
}
