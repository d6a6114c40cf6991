using System.Security;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail;

/// <summary>A domain that receives mail.</summary>
[PanelObject("mail_domain", Form = "mail/mail_domain", IdColumn = "domain_id", Noun = "NpMailDomain", Title = "mail domain", Status = true, Service = ServerService.Mail,
    View = "Id:5> Domain:36 Active:6 Dkim:5 DkimSelector")]
[Counts(nameof(Client.MailDomainLimit))]
public sealed partial record MailDomain : PanelObject
{
    /// <summary>Its name; the natural key. Names outside ASCII are stored in punycode.</summary>
    [Column("domain", Resend = true), Key, Required(Position = 0)] public string Domain { get; init; } = "";

    /// <summary>The number of its mail server.</summary>
    [Column("server_id", Resend = true)] public long ServerId { get; init; } = 1;

    /// <summary>Whether it receives mail.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>Whether its mail is signed with DKIM (RFC 6376).</summary>
    [Column("dkim")] public bool Dkim { get; init; }

    /// <summary>The DKIM selector: lower case letters and digits.</summary>
    [Column("dkim_selector")] public string DkimSelector { get; init; } = "default";

    /// <summary>The private DKIM key in PEM form.</summary>
    [Column("dkim_private"), Secret(Readable = true)] public SecureString? DkimPrivateKey { get; init; }

    /// <summary>The public DKIM key in PEM form.</summary>
    [Column("dkim_public")] public string DkimPublicKey { get; init; } = "";

    /// <summary>The host that takes its outgoing mail; empty for direct delivery.</summary>
    [Column("relay_host")] public string RelayHost { get; init; } = "";

    /// <summary>The user at the relay host.</summary>
    [Column("relay_user")] public string RelayUser { get; init; } = "";

    /// <summary>The password at the relay host.</summary>
    [Column("relay_pass"), Secret] public SecureString? RelayPassword { get; init; }
}

public sealed partial class MailDomainNoun
{
    /// <summary>What the panel keeps as @example.com elsewhere means the domain.</summary>
    /// <inheritdoc/>
    public override string NormalizeKey(string key) => DomainKey.Normalize(key.TrimStart('@'));

    /// <inheritdoc/>
    public override ValueTask<Prepared<MailDomain>> PrepareAsync(MailDomain value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
        => new(new Prepared<MailDomain>(Keyed(value with { Domain = DomainKey.Validate(value.Domain, "mail domain") })));

    /// <inheritdoc/>
    public override ValueTask<MailDomain> PrepareChangeAsync(MailDomain before, MailDomain after, PanelLookup lookup, CancellationToken cancel)
        => new(Keyed(after with { Domain = DomainKey.Validate(after.Domain, "mail domain") }, before));

    /// <summary>All that is in it and all that leads into it, as the panel's own page has it; spam users go without being asked for.</summary>
    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<Dependent>> DependentsAsync(MailDomain value, PanelLookup lookup, CancellationToken cancel)
    {
        var below = new List<Dependent>();
        below.AddRange(await MailReferences.ForwardingsAsync(value, lookup, cancel).ConfigureAwait(false));
        below.AddRange(await MailingListNoun.Instance.DependentsOfAsync(value, lookup, cancel).ConfigureAwait(false));
        below.AddRange(await MailReferences.FetchesAsync(value, lookup, cancel).ConfigureAwait(false));
        var boxes = lookup.Table(MailboxNoun.Instance);
        foreach (var box in await boxes.ListAsync([MailboxNoun.Instance.Within(value)], cancel).ConfigureAwait(false))
        {
            below.AddRange(await MailboxFilterNoun.Instance.DependentsOfAsync(box, lookup, cancel).ConfigureAwait(false));
            below.Add(new Dependent(MailboxNoun.Instance.Title, box.Email, boxes.DeleteCall(box)));
        }

        foreach (var user in await SpamUserNoun.Instance.DependentsOfAsync(value, lookup, cancel).ConfigureAwait(false)) below.Add(user with { Implied = true });
        return below;
    }

    /// <summary>A new name goes to all addresses of the domain, but not to the names people log in with.</summary>
    /// <inheritdoc/>
    public override string? Caution(MailDomain before, MailDomain after) => before.Domain == after.Domain
        ? null
        : $"The mailboxes of {after.Domain} keep the names they log in with, as in name@{before.Domain}. To change them as well: Get-NpMailDomain {after.Domain} | Get-NpMailbox | ForEach-Object {{ Set-NpMailbox $_ -Login $_.Email }}";

    // The panel takes any text for a key, derives no public one from it, and signs without any.
    private static MailDomain Keyed(MailDomain value, MailDomain? before = null)
    {
        var pem = SecretText.Reveal(value.DkimPrivateKey).Trim();
        if (pem.Length == 0)
            return !value.Dkim || before is { Dkim: true } ? value
                : throw new FormatException($"{value.Domain} has no DKIM key to sign with. Set-NpDkim {value.Domain} makes one and publishes its record; -DkimPrivateKey takes one of your own.");
        if (before is not null && (before.Dkim || !value.Dkim) && pem == SecretText.Reveal(before.DkimPrivateKey).Trim()) return value;
        var key = DkimKeyPair.FromPem(pem);
        return value with { DkimPrivateKey = SecretText.From(key.ExportPrivateKeyPem()), DkimPublicKey = key.PublicKeyPem };
    }
}
