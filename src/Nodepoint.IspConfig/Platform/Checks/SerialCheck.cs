using System.Globalization;
using Nodepoint.IspConfig.Dns.Live;

namespace Nodepoint.IspConfig.Platform.Checks;

/// <summary>Checks that all name servers of the profile have the same serial for every active zone of the panel, and that it is the panel's or newer.</summary>
internal sealed class SerialCheck : IPlatformCheck
{
    private const int Named = 5;

    /// <inheritdoc/>
    public PlatformCheckName Name => PlatformCheckName.Serials;

    /// <inheritdoc/>
    public bool NeedsProfile => true;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PlatformFinding>> RunAsync(PlatformContext context, CancellationToken cancel)
    {
        var served = await ServedSerials.ReadAsync(null, context, cancel).ConfigureAwait(false);
        return served is null ? [NoNameServers] : [.. Findings(served)];
    }

    /// <summary>What is said if the profile has no name servers.</summary>
    public static PlatformFinding NoNameServers { get; } = new(PlatformCheckName.Serials, Verdict.Warn, "The profile has no name servers, so the serials of the zones were not checked.", "Add them: Set-NpPlatform -Service @{ Name = 'ns1'; Addresses = '...' }, @{ Name = 'ns2'; Addresses = '...' }");

    /// <summary>What is wrong with the serials.</summary>
    /// <param name="served">What the name servers answered.</param>
    public IEnumerable<PlatformFinding> Findings(ServedSerials served)
        => served.Unknown.Select(one => new PlatformFinding(Name, Verdict.Fail, $"The address of name server {one.Server} was not found: {one.Reason}.", "Add the address of the name server to the profile: Set-NpPlatform -Service")).Concat(Judge(served.Zones));

    // A server with one fault has it for many zones, which are one finding.
    private IEnumerable<PlatformFinding> Judge(IReadOnlyList<ServedZone> states)
    {
        var problems = from state in states from server in state.Servers where server.Serial is null select (Server: Label(server), server.Problem, Zone: state.Zone.Origin.TrimEnd('.'));
        foreach (var problem in problems.GroupBy(static one => (one.Server, one.Problem), static one => one.Zone))
            yield return new PlatformFinding(Name, Verdict.Fail, $"{problem.Key.Server} does not serve {Zones([.. problem])}: {problem.Key.Problem}.", "Check that the server runs, and that it has the zone: the log of BIND, and for a secondary server the zone transfer (allow-transfer of the primary server). Test-NpDnsZone shows one zone in detail.");

        var newest = states.Where(static one => one.Newest is not null).Select(static one => (one.Zone, one.Servers, Newest: one.Newest!)).ToList();
        var old = from one in newest from server in one.Servers where server.Serial is not null && server.Serial != one.Newest.Serial select (Server: Label(server), Newest: Label(one.Newest), Zone: one.Zone.Origin.TrimEnd('.'), Text: string.Create(CultureInfo.InvariantCulture, $"{one.Zone.Origin.TrimEnd('.')} ({server.Serial} instead of {one.Newest.Serial})"));
        foreach (var server in old.GroupBy(static one => (one.Server, one.Newest), static one => one.Text))
            yield return new PlatformFinding(Name, Verdict.Fail, $"{server.Key.Server} has an older serial than {server.Key.Newest} for {Zones([.. server])}.", $"Check that {server.Key.Newest} notifies {server.Key.Server} and allows it to transfer zones. On {server.Key.Server}, rndc retransfer fetches a zone now.");

        var behind = newest.Where(static one => !one.Newest.IsCurrent).Select(static one => string.Create(CultureInfo.InvariantCulture, $"{one.Zone.Origin.TrimEnd('.')} ({one.Newest.Serial} instead of {one.Zone.Serial})")).ToList();
        if (behind.Count > 0)
            yield return new PlatformFinding(Name, Verdict.Warn, $"No name server has the panel's serial for {Zones(behind)}.", "The servers of a panel apply changes once a minute: wait with Wait-NpJobQueue. If it stays so, check the log of the panel's server and of BIND; a mistake in a zone keeps BIND from loading it (Test-NpDnsZone).");
    }

    /// <summary>How a name server is called: its name, with the port if it is not 53.</summary>
    /// <param name="server">The server.</param>
    public static string Label(DnsServerState server) => server.Port == NameServerAddress.DefaultPort ? server.Name : server.Name.Contains(':', StringComparison.Ordinal) ? server.Name : string.Create(CultureInfo.InvariantCulture, $"{server.Name}:{server.Port}");

    private static string Zones(List<string> zones)
        => zones.Count <= Named ? string.Join(", ", zones) : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", zones.Take(Named))}, and {zones.Count - Named} more zones");
}
