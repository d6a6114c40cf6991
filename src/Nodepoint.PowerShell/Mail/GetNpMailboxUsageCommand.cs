using System.Management.Automation;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Mail;

/// <summary>Shows how full mailboxes are, as their servers last reported: by address, by client, by mail domain.</summary>
[Cmdlet(VerbsCommon.Get, "NpMailboxUsage", DefaultParameterSetName = "Key")]
[OutputType(typeof(MailboxUsage))]
public sealed class GetNpMailboxUsageCommand : BulkCommand
{
    /// <summary>The addresses of the mailboxes wanted; wildcards are allowed. All that belong to clients when it is left out.</summary>
    [Parameter(ParameterSetName = "Key", Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "OfClient", Position = 0)]
    [Parameter(ParameterSetName = "OfMailDomain", Position = 0)]
    [SupportsWildcards, ArgumentCompleter(typeof(KeyCompleter<Mailbox>))]
    public string[]? Email { get; set; }

    /// <summary>Only mailboxes of this client: its user name or number. Those of a reseller's clients are among them.</summary>
    [Parameter(ParameterSetName = "Key")]
    [ArgumentCompleter(typeof(KeyCompleter<Client>))]
    public Reference<Client>? Client { get; set; }

    /// <summary>Only mailboxes of this client, from the pipeline.</summary>
    [Parameter(ParameterSetName = "OfClient", Mandatory = true, ValueFromPipeline = true, DontShow = true)]
    public Client? OfClient { get; set; }

    /// <summary>Only mailboxes of this mail domain, from the pipeline.</summary>
    [Parameter(ParameterSetName = "OfMailDomain", Mandatory = true, ValueFromPipeline = true, DontShow = true)]
    public MailDomain? OfMailDomain { get; set; }

    /// <summary>Only this mailbox, from the pipeline.</summary>
    [Parameter(ParameterSetName = "OfMailbox", Mandatory = true, ValueFromPipeline = true, DontShow = true)]
    public Mailbox? OfMailbox { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (OfMailbox is { } box)
        {
            Enqueue(box, (row, cancel) => GiveAsync(row, box, cancel));
            return;
        }

        var (client, domain) = (OfClient is { } piped ? new Reference<Client>(piped) : Client, OfMailDomain);
        foreach (var key in Email ?? ["*"])
        {
            var pattern = new KeyPattern(MailboxNoun.Instance.NormalizeKey(key));
            if (pattern.IsExact && client is null && domain is null) Enqueue(key, async (row, cancel) => await GiveAsync(row, await Lookup.ReadAsync(MailboxNoun.Instance, new Reference<Mailbox>(key), cancel).ConfigureAwait(false), cancel).ConfigureAwait(false));
            else Enqueue(key, (row, cancel) => FindAsync(row, key, pattern, client, domain, cancel));
        }
    }

    private async Task GiveAsync(Row row, Mailbox box, CancellationToken cancel)
    {
        var usages = await OfOwnerAsync(box.OwnerGroupId, $"Mailbox {box}", cancel).ConfigureAwait(false);
        row.Write(usages.FirstOrDefault(usage => usage.Id == box.Id) ?? throw PanelException.NotFound("mailquota_get_by_user", $"usage of mailbox {box}"));
    }

    private async Task FindAsync(Row row, string key, KeyPattern pattern, Reference<Client>? client, MailDomain? domain, CancellationToken cancel)
    {
        var usages = client is not null ? await MailboxUsage.OfClientAsync((await Lookup.OwnerAsync(client, cancel).ConfigureAwait(false)).ClientId, Lookup, cancel).ConfigureAwait(false)
            : domain is not null ? await OfOwnerAsync(domain.OwnerGroupId, $"Mail domain {domain}", cancel).ConfigureAwait(false)
            : await AllAsync(cancel).ConfigureAwait(false);
        var found = false;
        foreach (var usage in usages)
        {
            if (!pattern.Matches(usage.Email) || (domain is not null && !usage.Email.EndsWith("@" + domain.Domain, StringComparison.OrdinalIgnoreCase))) continue;
            found = true;
            row.Write(usage);
        }

        if (!found && pattern.IsExact) throw PanelException.NotFound("mailquota_get_by_user", $"mailbox '{key}'");
    }

    // Without a client the panel tells of nobody's mailboxes, and of a reseller's clients twice.
    private async Task<IReadOnlyList<MailboxUsage>> AllAsync(CancellationToken cancel)
    {
        var clients = await Lookup.Table(ClientNoun.Instance).ListAsync([], cancel).ConfigureAwait(false);
        var usages = new List<MailboxUsage>();
        foreach (var client in clients) usages.AddRange(await MailboxUsage.OfClientAsync(client.Id, Lookup, cancel).ConfigureAwait(false));
        return [.. usages.DistinctBy(usage => usage.Id).OrderBy(usage => usage.Email, StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<MailboxUsage>> OfOwnerAsync(long groupId, string what, CancellationToken cancel)
    {
        var owner = await Lookup.OwnerOfGroupAsync(groupId, cancel).ConfigureAwait(false);
        return owner.ClientId > 0
            ? await MailboxUsage.OfClientAsync(owner.ClientId, Lookup, cancel).ConfigureAwait(false)
            : throw new PanelException(FaultKind.Refused, "mailquota_get_by_user", $"{what} belongs to no client, and the panel tells the usage of clients' mailboxes only. Give it to a client with -Client.");
    }
}
