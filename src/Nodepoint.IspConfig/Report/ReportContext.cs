using Nodepoint.IspConfig.Mail.Delivery;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Platform;
using Nodepoint.IspConfig.Platform.Checks;
using Nodepoint.IspConfig.Platform.Services;
using Nodepoint.IspConfig.State;

namespace Nodepoint.IspConfig.Report;

/// <summary>What the sections of a report read.</summary>
/// <param name="platform">The panel, and what asks the DNS and the live services.</param>
/// <param name="profile">The platform profile; null if the panel has none.</param>
internal sealed class ReportContext(PlatformContext platform, PlatformProfile? profile)
{
    private readonly object _lock = new();
    private Task<IReadOnlyList<ServiceTest>>? _services;
    private Task<IReadOnlyList<long>>? _clients;

    /// <summary>The panel, and what asks the DNS and the live services.</summary>
    public PlatformContext Platform => platform;

    /// <summary>The platform profile; null if the panel has none.</summary>
    public PlatformProfile? Profile => profile;

    /// <summary>The connection to the panel.</summary>
    public PanelConnection Connection => platform.Connection;

    /// <summary>The version of the module.</summary>
    public string ModuleVersion { get; init; } = "";

    /// <summary>Whether name servers, resolvers, and services are asked.</summary>
    public bool IsLive { get; init; } = true;

    /// <summary>Tests mail domains.</summary>
    public required MailDomainTester Mail { get; init; }

    /// <summary>The panel's zones, for the tests of mail domains.</summary>
    public required DeliveryPanel MailPanel { get; init; }

    /// <summary>The full path of the folder with an earlier state; null to leave out what has changed.</summary>
    public string? Since { get; init; }

    /// <summary>How many requests to the panel are in flight at the same time.</summary>
    public int InFlight { get; init; } = 1;

    /// <summary>Counts the sections that are done.</summary>
    public StateProgress Progress { get; init; } = new();

    /// <summary>A certificate with fewer days left is a warning.</summary>
    public int WarningDays { get; init; } = 14;

    /// <summary>A certificate with fewer days left is a failure.</summary>
    public int CriticalDays { get; init; } = 3;

    /// <summary>Calls the panel when fewer calls than the limit are in flight.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="read">The call.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public Task<T> CallAsync<T>(Func<Task<T>> read, CancellationToken cancel) => platform.CallAsync(read, cancel);

    /// <summary>Tests the live services, once for all sections.</summary>
    /// <param name="cancel">Cancels the operation.</param>
    public Task<IReadOnlyList<ServiceTest>> ServicesAsync(CancellationToken cancel)
    {
        lock (_lock) return _services ??= platform.TestServicesAsync(cancel);
    }

    /// <summary>Reads the IDs of the clients, once for all sections.</summary>
    /// <param name="cancel">Cancels the operation.</param>
    public Task<IReadOnlyList<long>> ClientsAsync(CancellationToken cancel)
    {
        lock (_lock) return _clients ??= ReportedUsage.ClientsAsync(platform, cancel);
    }
}
