using System.Security;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Mail;

/// <summary>A domain that receives mail.</summary>
[PanelObject("mail_domain", Form = "mail/mail_domain", IdColumn = "domain_id", Noun = "NpMailDomain", Title = "mail domain", Status = true, Service = ServerService.Mail,
    View = "Id:5> Domain:36 Active:6 Dkim:5 DkimSelector")]
[Counts(nameof(Clients.Client.MailDomainLimit))]
public sealed partial record MailDomain : PanelObject
{
    /// <summary>Name of the domain; the natural key. Non-ASCII names are stored in punycode.</summary>
    [Column("domain", Resend = true), Key, Required(Position = 0)] public string Domain { get; init; } = "";

    /// <summary>ID of the mail server.</summary>
    [Column("server_id", Resend = true)] public long ServerId { get; init; } = 1;

    /// <summary>Whether the domain receives mail.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>Whether the mail server delivers the mail of the domain to its mailboxes; if false, it only relays the mail. It requires ISPConfig 3.3, and is null on earlier versions.</summary>
    [Column("local_delivery"), VersionDependent(true)] public bool? LocalDelivery { get; init; }

    /// <summary>Whether outgoing mail is signed with DKIM (RFC 6376).</summary>
    [Column("dkim")] public bool Dkim { get; init; }

    /// <summary>DKIM selector: lowercase letters and digits.</summary>
    [Column("dkim_selector", NotEmpty = true), CompletedWith("DkimSelector")] public string DkimSelector { get; init; } = "default";

    /// <summary>Private DKIM key in PEM form.</summary>
    [Column("dkim_private"), Secret(Readable = true)] public SecureString? DkimPrivateKey { get; init; }

    /// <summary>Public DKIM key in PEM form.</summary>
    [Column("dkim_public")] public string DkimPublicKey { get; init; } = "";

    /// <summary>Host that relays the outgoing mail of the domain; empty for direct delivery.</summary>
    [Column("relay_host")] public string RelayHost { get; init; } = "";

    /// <summary>User name on the relay host.</summary>
    [Column("relay_user")] public string RelayUser { get; init; } = "";

    /// <summary>Password on the relay host.</summary>
    [Column("relay_pass"), Secret] public SecureString? RelayPassword { get; init; }
}

public sealed partial class MailDomainNoun
{
    /// <summary>Accepts the form @example.com, which the panel uses for domains elsewhere.</summary>
    /// <inheritdoc/>
    public override string NormalizeKey(string key) => DomainKey.Normalize(key.TrimStart('@'));

    /// <inheritdoc/>
    public override ValueTask<Prepared<MailDomain>> PrepareAsync(MailDomain value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
        => new(new Prepared<MailDomain>(WithPublicKey(value with { Domain = DomainKey.Validate(value.Domain, "mail domain") })));

    /// <inheritdoc/>
    public override ValueTask<MailDomain> PrepareChangeAsync(MailDomain before, MailDomain after, PanelLookup lookup, CancellationToken cancel)
        => new(WithPublicKey(after with { Domain = DomainKey.Validate(after.Domain, "mail domain") }, before));

    /// <summary>Everything in the domain and everything that points to it, as on the panel's mail domain page. Spam users are removed without being listed.</summary>
    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<Dependent>> DependentsAsync(MailDomain value, PanelLookup lookup, CancellationToken cancel)
    {
        var dependents = new List<Dependent>();
        dependents.AddRange(await MailReferences.ForwardingsAsync(value, lookup, cancel).ConfigureAwait(false));
        dependents.AddRange(await MailingListNoun.Instance.DependentsOfAsync(value, lookup, cancel).ConfigureAwait(false));
        dependents.AddRange(await MailReferences.FetchesAsync(value, lookup, cancel).ConfigureAwait(false));
        var boxes = lookup.Table(MailboxNoun.Instance);
        foreach (var box in await boxes.ListWithinAsync(value, cancel).ConfigureAwait(false))
        {
            dependents.AddRange(await MailboxFilterNoun.Instance.DependentsOfAsync(box, lookup, cancel).ConfigureAwait(false));
            dependents.Add(new Dependent(MailboxNoun.Instance.Title, box.Email, boxes.DeleteCall(box)));
        }

        foreach (var user in await SpamUserNoun.Instance.DependentsOfAsync(value, lookup, cancel).ConfigureAwait(false)) dependents.Add(user with { Implied = true });
        return dependents;
    }

    /// <summary>What is in the domain gets the domain's new owner, as on the panel's mail domain page.</summary>
    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<PlannedCall>> FindFollowUpChangesAsync(MailDomain before, MailDomain after, Owner? owner, PanelLookup lookup, CancellationToken cancel)
    {
        if (owner is not { } newOwner) return [];
        // The panel renames the contents itself, with the owner that they have.
        if (after.Domain != before.Domain) throw new RuleException(Rule.MoveNotAllowed, $"Cannot rename mail domain {before} and give it to another client at the same time. Run Set-NpMailDomain once for each.");
        return await MailDomainMove.ContentsAsync(before, newOwner, lookup, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<string>> FindRemainingAsync(MailDomain value, Owner owner, PanelLookup lookup, CancellationToken cancel) => await MailDomainMove.RemainingAsync(value, owner, lookup, cancel).ConfigureAwait(false);

    /// <summary>A new domain name changes all addresses of the domain, but not the login names, which only later versions of the panel change too.</summary>
    /// <inheritdoc/>
    public override string? Caution(MailDomain before, MailDomain after) => before.Domain == after.Domain
        ? null
        : before.LocalDelivery is not null
        ? $"This version of the panel may change login names of mailboxes, such as name@{before.Domain}, to {after.Domain} too. Tell their users. To see them: Get-NpMailDomain {after.Domain} | Get-NpMailbox | Select-Object Email, Login"
        : $"The mailboxes of {after.Domain} keep their login names, such as name@{before.Domain}. To change them too: Get-NpMailDomain {after.Domain} | Get-NpMailbox | ForEach-Object {{ Set-NpMailbox $_ -Login $_.Email }}";

    /// <summary>Stands for a key that is not known, on a copy of a panel whose state has no secrets.</summary>
    internal const string UnknownDkimKey = "-----BEGIN PRIVATE KEY-----\nNOT IN THE STATE\n-----END PRIVATE KEY-----";

    // The panel accepts any text as a key, does not derive the public key, and enables signing without a key.
    private static MailDomain WithPublicKey(MailDomain value, MailDomain? before = null)
    {
        var pem = SecretText.Reveal(value.DkimPrivateKey).Trim();
        if (pem.Length == 0)
            return !value.Dkim || before is { Dkim: true } ? value
                : throw new RuleException(Rule.DkimKeyMissing, $"Cannot enable -Dkim because mail domain {value.Domain} has no DKIM key. To create a key and publish its record, run Set-NpDkim {value.Domain}, or specify your own key as -DkimPrivateKey.");
        if (before is not null && (before.Dkim || !value.Dkim) && pem == SecretText.Reveal(before.DkimPrivateKey).Trim()) return value;
        if (pem == UnknownDkimKey) return value;
        var key = DkimKeyPair.FromPem(pem);
        return value with { DkimPrivateKey = SecretText.From(key.ExportPrivateKeyPem()), DkimPublicKey = key.PublicKeyPem };
    }
}
