using System.Management.Automation;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Mail;

/// <summary>Gets the disk space that mailboxes use, as their servers last reported it, by address, client, or mail domain.</summary>
[Cmdlet(VerbsCommon.Get, "NpMailboxUsage", DefaultParameterSetName = "Key")]
[OutputType(typeof(MailboxUsage))]
public sealed class GetNpMailboxUsageCommand : UsageCommand<MailboxUsage>
{
    /// <summary>The addresses of the mailboxes; wildcards are allowed. The default is all mailboxes that belong to clients.</summary>
    [Parameter(ParameterSetName = "Key", Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "OfClient", Position = 0)]
    [Parameter(ParameterSetName = "OfMailDomain", Position = 0)]
    [KeyInput<Mailbox>, SupportsWildcards, ArgumentCompleter(typeof(KeyPatternCompleter<Mailbox>))]
    public string[]? Email { get; set; }

    /// <summary>Only mailboxes of this client: its user name or ID. For a reseller, the mailboxes of its clients are included.</summary>
    [Parameter(ParameterSetName = "Key")]
    [ReferenceInput<Client>]
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
    protected override void ProcessRow()
    {
        if (OfMailbox is { } box)
        {
            Runner.Read(box, (row, cancel) => WriteUsageAsync(row, box, cancel));
            return;
        }

        var (client, domain) = (OfClient is { } piped ? new Reference<Client>(piped) : Client, OfMailDomain);
        foreach (var key in Email ?? ["*"])
        {
            if (KeyInputAttribute.Refuse(key, "mailbox") is { } nothing)
            {
                Runner.Read(key, (_, _) => Task.FromException(nothing));
                continue;
            }

            if (NumberKey.TryRead(key, out var id))
            {
                Runner.Read(id, async (row, cancel) => await WriteUsageAsync(row, await row.Panel.Lookup.ReadAsync(MailboxNoun.Instance, new Reference<Mailbox>(id), cancel).ConfigureAwait(false), cancel).ConfigureAwait(false));
                continue;
            }

            var pattern = new KeyPattern(MailboxNoun.Instance.NormalizeKey(key));
            if (pattern.IsExact && client is null && domain is null) Runner.Read(key, async (row, cancel) => await WriteUsageAsync(row, await row.Panel.Lookup.ReadAsync(MailboxNoun.Instance, new Reference<Mailbox>(key), cancel).ConfigureAwait(false), cancel).ConfigureAwait(false));
            else Runner.Read(key, (row, cancel) => WriteMatchesAsync(row, key, pattern, client, domain, cancel));
        }
    }

    private protected override long GroupOf(MailboxUsage value) => value.OwnerGroupId;

    private protected override Task<IReadOnlyList<MailboxUsage>> ReadAsync(PanelLookup lookup, long clientId, CancellationToken cancel) => MailboxUsage.OfClientAsync(clientId, lookup, cancel);

    private async Task WriteUsageAsync(Row row, Mailbox box, CancellationToken cancel)
    {
        var usages = await OfOwnerAsync(row.Panel.Lookup, box.OwnerGroupId, $"Mailbox {box}", cancel).ConfigureAwait(false);
        row.Write(usages.FirstOrDefault(usage => usage.Id == box.Id) ?? throw PanelException.NotFound("mailquota_get_by_user", $"usage of mailbox {box}"));
    }

    private async Task WriteMatchesAsync(Row row, string key, KeyPattern pattern, Reference<Client>? client, MailDomain? domain, CancellationToken cancel)
    {
        // A reseller's clients are reported with the reseller and once more by themselves.
        IEnumerable<MailboxUsage> usages = client is not null ? await OfClientAsync(row.Panel.Lookup, client, cancel).ConfigureAwait(false)
            : domain is not null ? await OfOwnerAsync(row.Panel.Lookup, domain.OwnerGroupId, $"Mail domain {domain}", cancel).ConfigureAwait(false)
            : (await OfAllAsync(row.Panel.Lookup, cancel).ConfigureAwait(false)).DistinctBy(usage => usage.Id).OrderBy(usage => usage.Email, StringComparer.Ordinal);
        var found = false;
        foreach (var usage in usages)
        {
            if (!pattern.Matches(usage.Email) || (domain is not null && !usage.Email.EndsWith("@" + domain.Domain, StringComparison.OrdinalIgnoreCase))) continue;
            found = true;
            row.Write(usage);
        }

        if (!found && pattern.IsExact) throw PanelException.NotFound("mailquota_get_by_user", $"mailbox '{key}' of {(client is not null ? $"client {client}" : $"mail domain {domain}")}");
    }

    private async Task<IReadOnlyList<MailboxUsage>> OfOwnerAsync(PanelLookup lookup, long groupId, string what, CancellationToken cancel)
    {
        var owner = await lookup.OwnerOfGroupAsync(groupId, cancel).ConfigureAwait(false);
        return owner.ClientId > 0
            ? await OfIdAsync(lookup, owner.ClientId, cancel).ConfigureAwait(false)
            : throw new RuleException(Rule.ClientRequired, $"{what} does not belong to a client, and the panel reports the usage of clients' mailboxes only. Use the Set cmdlet with -Client to give it to a client.");
    }
}
