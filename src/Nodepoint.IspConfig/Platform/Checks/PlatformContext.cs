using Nodepoint.IspConfig.Bulk;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Platform.Services;

namespace Nodepoint.IspConfig.Platform.Checks;

/// <summary>What the checks of a platform read.</summary>
/// <param name="profile">The profile; null if the panel has none.</param>
/// <param name="lookup">The panel.</param>
/// <param name="calls">Limits the requests to the panel that are in flight.</param>
internal sealed class PlatformContext(PlatformProfile? profile, PanelLookup lookup, SemaphoreSlim calls)
{
    /// <summary>The profile. Checks that need it do not run without it.</summary>
    public PlatformProfile Profile => profile!;

    /// <summary>The panel.</summary>
    public PanelLookup Lookup => lookup;

    /// <summary>The connection to the panel.</summary>
    public PanelConnection Connection => lookup.Connection;

    /// <summary>Limits the requests to the panel that are in flight.</summary>
    public SemaphoreSlim Calls => calls;

    /// <summary>The time on the panel's clock, as far as it is known.</summary>
    public DateTimeOffset PanelTime => Connection.Time.GetUtcNow() + (Connection.ClockDifference ?? TimeSpan.Zero);

    /// <summary>Finds records.</summary>
    public required IDnsResolver Resolver { get; init; }

    /// <summary>Creates what asks name servers.</summary>
    public required Func<IReadOnlyList<NameServerAddress>, ZoneTester> Tester { get; init; }

    /// <summary>Tests the live services, once.</summary>
    public required Func<CancellationToken, Task<IReadOnlyList<ServiceTest>>> TestServicesAsync { get; init; }

    /// <summary>Sends requests to the panel, with as many others as the limit allows.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="read">Sends them.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public Task<T> CallAsync<T>(Func<Task<T>> read, CancellationToken cancel) => calls.RunAsync(read, cancel);
}
