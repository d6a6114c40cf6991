namespace Nodepoint.IspConfig.Dns.ZoneFiles;

/// <summary>The SOA record of a zone in a master file (RFC 1035 3.3.13).</summary>
public sealed record ZoneFileSoa : ZoneFileRecord
{
    /// <summary>The primary name server, with a trailing dot.</summary>
    public required string Ns { get; init; }

    /// <summary>The mailbox of the administrator, with a dot in place of the @ and a trailing dot.</summary>
    public required string Mbox { get; init; }

    /// <summary>The serial number, from 0 to 4294967295 (RFC 1982).</summary>
    public required long Serial { get; init; }

    /// <summary>How often secondary servers ask for a new serial, in seconds.</summary>
    public required long Refresh { get; init; }

    /// <summary>How soon secondary servers ask again after a failure, in seconds.</summary>
    public required long Retry { get; init; }

    /// <summary>How long secondary servers serve the zone without an answer of the primary, in seconds.</summary>
    public required long Expire { get; init; }

    /// <summary>How long resolvers remember that a name does not exist, in seconds (RFC 2308).</summary>
    public required long Minimum { get; init; }

    /// <inheritdoc/>
    public override string ToString() => base.ToString();
}
