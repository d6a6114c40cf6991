namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>How zones are tested.</summary>
internal sealed record ZoneTestOptions
{
    /// <summary>The servers to ask; null for the zone's name servers.</summary>
    public IReadOnlyList<NameServerAddress>? Servers { get; init; }

    /// <summary>How long to wait for an answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The clock that signatures are checked with.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
