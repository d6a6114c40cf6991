using System.Runtime.CompilerServices;
using Nodepoint.IspConfig.Dns;

namespace Nodepoint.PowerShell.Dns;

/// <summary>Remembers which records were read with the bare name *, so that their removal can be confirmed. It holds nothing beyond the life of the records.</summary>
internal static class WholeZone
{
    private static readonly ConditionalWeakTable<DnsRecord, StrongBox<int>> Counts = [];

    /// <summary>Marks a record that was read together with others.</summary>
    public static void Mark(DnsRecord record, int count) => Counts.AddOrUpdate(record, new StrongBox<int>(count));

    /// <summary>How many records were read together with this one; 0 if it was not read that way.</summary>
    public static int CountOf(DnsRecord record) => Counts.TryGetValue(record, out var count) ? count.Value : 0;
}
