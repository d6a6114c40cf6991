using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Nodepoint.IspConfig.Model.Passwords.Lanes;

/// <summary>Eight numbers in a register of 512 bits (AVX-512).</summary>
internal readonly struct Lanes8(Vector512<ulong> value) : ILanes<Lanes8>
{
    private readonly Vector512<ulong> _value = value;

    /// <inheritdoc/>
    public static int Count => 8;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Of(ulong value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator +(Lanes8 one, Lanes8 other) => new(one._value + other._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator |(Lanes8 one, Lanes8 other) => new(one._value | other._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator >>>(Lanes8 value, int bits) => new(value._value >>> bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator <<(Lanes8 value, int bits) => new(value._value << bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Xor(Lanes8 one, Lanes8 two, Lanes8 three) => new(Avx512F.TernaryLogic(one._value, two._value, three._value, 0x96));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Choose(Lanes8 mask, Lanes8 one, Lanes8 other) => new(Avx512F.TernaryLogic(mask._value, one._value, other._value, 0xCA));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Majority(Lanes8 one, Lanes8 two, Lanes8 three) => new(Avx512F.TernaryLogic(one._value, two._value, three._value, 0xE8));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 RotateRight(Lanes8 value, [ConstantExpected] byte bits) => new(Avx512F.RotateRight(value._value, bits));
}
