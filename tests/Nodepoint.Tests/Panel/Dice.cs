using Nodepoint.IspConfig.Dns.RecordData;

namespace Nodepoint.Tests.Panel;

/// <summary>Numbers that follow from a seed, on every version of .NET alike (splitmix64, Steele, Lea and Flood 2014).</summary>
internal struct Dice(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>From 0 to below the bound; 0 where there is no room.</summary>
    public int Below(int bound) => bound <= 1 ? 0 : (int)(Next() % (ulong)bound);
}
