using Nodepoint.IspConfig.Dns.RecordData;

namespace Nodepoint.Tests.Panel;

/// <summary>Random numbers that are the same for a seed in every version of .NET (splitmix64, Steele, Lea and Flood 2014).</summary>
internal struct SeededRandom(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 to less than the bound; 0 if the bound is less than 1.</summary>
    public int Below(int bound) => bound <= 1 ? 0 : (int)(Next() % (ulong)bound);
}
