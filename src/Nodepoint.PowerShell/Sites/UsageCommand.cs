using System.Management.Automation;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Sites;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Sites;

/// <summary>The base of the cmdlets that show what sites and databases take: of a client, a website, or everybody.</summary>
/// <typeparam name="T">What they show.</typeparam>
public abstract class UsageCommand<T> : BulkCommand where T : class
{
    /// <summary>Only of this client: its user name, its number, or the client itself. Left out, of all clients.</summary>
    [Parameter(ParameterSetName = "Client", Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(KeyCompleter<Client>))]
    public Reference<Client>? Client { get; set; }

    /// <summary>Only of this website: its domain, its number, or the website itself.</summary>
    [Parameter(ParameterSetName = "Website", Mandatory = true, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(KeyCompleter<Website>))]
    public Reference<Website>? Website { get; set; }

    /// <summary>What was measured.</summary>
    private protected SiteUsage Usage => new(Connection);

    /// <summary>Whether the panel's function covers everybody when it is given no client.</summary>
    private protected virtual bool CoversAll => false;

    /// <summary>What a client has.</summary>
    private protected abstract Task<List<T>> ReadAsync(long clientId, CancellationToken cancel);

    /// <summary>The number of the website that something belongs to.</summary>
    private protected abstract long WebsiteOf(T value);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var (client, website) = (Client, Website);
        Enqueue((object?)website ?? client, (row, cancel) => ShowAsync(row, client, website, cancel));
    }

    private async Task ShowAsync(Row row, Reference<Client>? client, Reference<Website>? website, CancellationToken cancel)
    {
        var site = website is null ? null : await Lookup.FindAsync(WebsiteNoun.Instance, website, cancel).ConfigureAwait(false);
        long? owner = client is not null ? (await Lookup.OwnerAsync(client, cancel).ConfigureAwait(false)).ClientId
            : site is not null ? (await Lookup.OwnerOfGroupAsync(site.OwnerGroupId, cancel).ConfigureAwait(false)).ClientId : null;
        foreach (var id in owner is { } one ? [one] : CoversAll ? [0] : await ClientsAsync(cancel).ConfigureAwait(false))
            foreach (var value in await ReadAsync(id, cancel).ConfigureAwait(false))
                if (site is null || WebsiteOf(value) == site.Id) row.Write(value);
    }

    private async Task<List<long>> ClientsAsync(CancellationToken cancel)
    {
        var ids = new List<long>();
        await foreach (var client in Lookup.Table(ClientNoun.Instance).FindAsync([], null, cancel).ConfigureAwait(false)) ids.Add(client.Id);
        return ids;
    }
}

/// <summary>Shows the room that websites take.</summary>
[Cmdlet(VerbsCommon.Get, "NpWebsiteUsage", DefaultParameterSetName = "Client")]
[OutputType(typeof(WebsiteUsage))]
public sealed class GetNpWebsiteUsageCommand : UsageCommand<WebsiteUsage>
{
    private protected override Task<List<WebsiteUsage>> ReadAsync(long clientId, CancellationToken cancel) => Usage.WebsitesAsync(clientId, cancel);

    private protected override long WebsiteOf(WebsiteUsage value) => value.WebsiteId;
}

/// <summary>Shows the room that databases take.</summary>
[Cmdlet(VerbsCommon.Get, "NpDatabaseUsage", DefaultParameterSetName = "Client")]
[OutputType(typeof(DatabaseUsage))]
public sealed class GetNpDatabaseUsageCommand : UsageCommand<DatabaseUsage>
{
    private protected override Task<List<DatabaseUsage>> ReadAsync(long clientId, CancellationToken cancel) => Usage.DatabasesAsync(clientId, cancel);

    private protected override long WebsiteOf(DatabaseUsage value) => value.WebsiteId;
}

/// <summary>Shows the traffic of websites.</summary>
[Cmdlet(VerbsCommon.Get, "NpWebsiteTraffic", DefaultParameterSetName = "Client")]
[OutputType(typeof(WebsiteTraffic))]
public sealed class GetNpWebsiteTrafficCommand : UsageCommand<WebsiteTraffic>
{
    /// <summary>Sums up the last days as well, so many; from 1.</summary>
    [Parameter]
    [ValidateRange(1, 3660)]
    public int LastDays { get; set; }

    private protected override bool CoversAll => true;

    private protected override Task<List<WebsiteTraffic>> ReadAsync(long clientId, CancellationToken cancel) => Usage.TrafficAsync(clientId, LastDays, cancel);

    private protected override long WebsiteOf(WebsiteTraffic value) => value.WebsiteId;
}

/// <summary>Shows the traffic of websites' FTP users.</summary>
[Cmdlet(VerbsCommon.Get, "NpFtpTraffic", DefaultParameterSetName = "Client")]
[OutputType(typeof(FtpTraffic))]
public sealed class GetNpFtpTrafficCommand : UsageCommand<FtpTraffic>
{
    /// <summary>Sums up the last days as well, so many; from 1.</summary>
    [Parameter]
    [ValidateRange(1, 3660)]
    public int LastDays { get; set; }

    private protected override bool CoversAll => true;

    private protected override Task<List<FtpTraffic>> ReadAsync(long clientId, CancellationToken cancel) => Usage.FtpTrafficAsync(clientId, LastDays, cancel);

    private protected override long WebsiteOf(FtpTraffic value) => value.WebsiteId;
}
