using System.Management.Automation;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Sites;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Sites;

/// <summary>The base of the cmdlets that get the usage of websites and databases: of a client, a website, or all clients.</summary>
/// <typeparam name="T">The usage of one website or database.</typeparam>
public abstract class SiteUsageCommand<T> : UsageCommand<T> where T : class
{
    /// <summary>The client whose usage to get: its user name, its ID, or the client itself. The default is all clients.</summary>
    [Parameter(ParameterSetName = "Client", Position = 0, ValueFromPipeline = true)]
    [ReferenceInput<Client>(Except = typeof(Website))]
    [ArgumentCompleter(typeof(KeyCompleter<Client>))]
    public Reference<Client>? Client { get; set; }

    /// <summary>The website whose usage to get: its domain, its ID, or the website itself.</summary>
    [Parameter(ParameterSetName = "Website", Mandatory = true, ValueFromPipeline = true)]
    [ReferenceInput<Website>(Except = typeof(Client))]
    [ArgumentCompleter(typeof(KeyCompleter<Website>))]
    public Reference<Website>? Website { get; set; }

    /// <summary>The ID of the website that something belongs to.</summary>
    private protected abstract long WebsiteOf(T value);

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        var (client, website) = (Client, Website);
        Runner.Read((object?)website ?? client, (row, cancel) => WriteUsageAsync(row, client, website, cancel));
    }

    /// <summary>Whether the panel has told anything about an item.</summary>
    private protected virtual bool IsTold(T value, Row row) => true;

    private async Task WriteUsageAsync(Row row, Reference<Client>? client, Reference<Website>? website, CancellationToken cancel)
    {
        var site = website is null ? null : await row.Panel.Lookup.FindAsync(WebsiteNoun.Instance, website, cancel).ConfigureAwait(false);
        var usages = client is not null ? await OfClientAsync(row.Panel.Lookup, client, cancel).ConfigureAwait(false)
            : site is not null ? await OfIdAsync(row.Panel.Lookup, (await row.Panel.Lookup.OwnerOfGroupAsync(site.OwnerGroupId, cancel).ConfigureAwait(false)).ClientId, cancel).ConfigureAwait(false)
            : await OfAllAsync(row.Panel.Lookup, cancel).ConfigureAwait(false);
        foreach (var usage in usages)
            if ((site is null || WebsiteOf(usage) == site.Id) && IsTold(usage, row)) row.Write(usage);
    }
}
