using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nodepoint.IspConfig.Model.Passwords.Lanes;

/// <summary>Four numbers in a register of 256 bits (AVX2).</summary>
internal readonly struct Lanes4(Vector256<ulong> value) : ILanes<Lanes4>
{
    private readonly Vector256<ulong> _value = value;

    /// <inheritdoc/>
    public static int Count => 4;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Of(ulong value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator +(Lanes4 one, Lanes4 other) => new(one._value + other._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator |(Lanes4 one, Lanes4 other) => new(one._value | other._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator >>>(Lanes4 value, int bits) => new(value._value >>> bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator <<(Lanes4 value, int bits) => new(value._value << bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Xor(Lanes4 one, Lanes4 two, Lanes4 three) => new(one._value ^ two._value ^ three._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Choose(Lanes4 mask, Lanes4 one, Lanes4 other) => new(other._value ^ (mask._value & (one._value ^ other._value)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Majority(Lanes4 one, Lanes4 two, Lanes4 three) => new((one._value & two._value) ^ (three._value & (one._value ^ two._value)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 RotateRight(Lanes4 value, [ConstantExpected] byte bits) => new((value._value >>> bits) | (value._value << (64 - bits)));
}
