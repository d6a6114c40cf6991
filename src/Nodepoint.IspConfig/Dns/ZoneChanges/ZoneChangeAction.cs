namespace Nodepoint.IspConfig.Dns.ZoneChanges;

/// <summary>What a change does to a zone.</summary>
public enum ZoneChangeAction
{
    /// <summary>A record is added, or a zone if the type is SOA.</summary>
    Add,

    /// <summary>A value of a record is changed, or of the zone's SOA record.</summary>
    Change,

    /// <summary>A record is removed.</summary>
    Remove,
}
