using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Dns.ZoneChanges;

/// <summary>How a zone is made what a file says.</summary>
internal sealed record ZoneSyncOptions
{
    /// <summary>Whether records that are not wanted are removed.</summary>
    public bool Prunes { get; init; }

    /// <summary>The types that are compared; null for all.</summary>
    public IReadOnlyCollection<DnsRecordType>? Types { get; init; }

    /// <summary>How much may be changed and removed at once.</summary>
    public ChangeLimit Limit { get; init; } = ChangeLimit.Default;

    /// <summary>Whether the limit and mistakes of records are ignored.</summary>
    public bool Force { get; init; }

    /// <summary>Whether a zone that does not exist is created.</summary>
    public bool Creates { get; init; }

    /// <summary>Whether a zone is only created, and an existing one refused.</summary>
    public bool IsImport { get; init; }

    /// <summary>Whether an import adds the missing records to a zone that exists.</summary>
    public bool SkipsExisting { get; init; }

    /// <summary>The owner of a zone that is created; null for the administrator.</summary>
    public Reference<Client>? Owner { get; init; }
}
