using System.Diagnostics.CodeAnalysis;

namespace Nodepoint.IspConfig.Model.Passwords.Lanes;

/// <summary>Numbers of 64 bits side by side in one register of the processor: one for each of several messages.</summary>
/// <typeparam name="T">The register.</typeparam>
internal interface ILanes<T> where T : unmanaged, ILanes<T>
{
    /// <summary>How many numbers there are.</summary>
    static abstract int Count { get; }

    /// <summary>The same number in each lane.</summary>
    static abstract T Of(ulong value);

    /// <summary>Adds numbers modulo 2^64.</summary>
    static abstract T operator +(T one, T other);

    /// <summary>Joins bits.</summary>
    static abstract T operator |(T one, T other);

    /// <summary>Shifts right by 0 to 63 bits.</summary>
    static abstract T operator >>>(T value, int bits);

    /// <summary>Shifts left by 0 to 63 bits.</summary>
    static abstract T operator <<(T value, int bits);

    /// <summary>The bits that an odd number of the values have.</summary>
    static abstract T Xor(T one, T two, T three);

    /// <summary>The bits of the first value where the mask has a bit, and those of the other where it does not (FIPS 180-4: Ch).</summary>
    static abstract T Choose(T mask, T one, T other);

    /// <summary>The bits that at least two of the values have (FIPS 180-4: Maj).</summary>
    static abstract T Majority(T one, T two, T three);

    /// <summary>Rotates right by 1 to 63 bits.</summary>
    static abstract T RotateRight(T value, [ConstantExpected] byte bits);
}
