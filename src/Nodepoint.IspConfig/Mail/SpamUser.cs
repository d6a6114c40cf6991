using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Mail;

/// <summary>An address, or a whole mail domain, with a spam policy and spam rules.</summary>
[PanelObject("mail_spamfilter_user", Form = "mail/spamfilter_users", IdColumn = "id", Noun = "NpSpamUser", Title = "spam user", Unique = false,
    Within = [typeof(Mailbox)], Dependents = [typeof(SpamRule)], View = "Id:5> Email:30 PolicyId:8> Priority:8> FullName")]
[Counts(nameof(Clients.Client.SpamUserLimit))]
public sealed partial record SpamUser : PanelObject
{
    /// <summary>Address, or @example.com for a whole mail domain; the natural key.</summary>
    [Column("email", Aliases = ["MailAddress", "Address"]), CompletedWith(typeof(Mailbox)), Key(Name = "email address"), EndsWithKeyOf(typeof(MailDomain), '@', Whole = "Address", Part = "LocalPart", Name = "Domain"), Required(Position = 0)] public string Email { get; init; } = "";

    /// <summary>ID of the spam policy; 0 for the policy of the domain.</summary>
    [Column("policy_id"), Link(typeof(SpamPolicy), Name = "Policy", Optional = true)] public long PolicyId { get; init; }

    /// <summary>Display name. The default is the address. Up to 64 characters.</summary>
    [Column("fullname", NotEmpty = true, Aliases = ["DisplayName"])] public string FullName { get; init; } = "";

    /// <summary>Precedence if several spam users match an address: 1 is the lowest, 10 the highest.</summary>
    [Column("priority")] public long Priority { get; init; } = 5;

    /// <summary>Whether the address belongs to this mail server.</summary>
    [Column("local", Upper = true)] public bool Local { get; init; } = true;

    /// <summary>ID of the mail server. The default is the server of the mail domain.</summary>
    [Column("server_id")] public long ServerId { get; init; } = 1;
}

public sealed partial class SpamUserNoun
{
    private const int LongestName = 64;

    /// <inheritdoc/>
    public override string NormalizeKey(string key) => AddressKey.Normalize(key);

    /// <inheritdoc/>
    public override KeyValuePair<string, string> Within(PanelObject parent) => parent is Mailbox box ? new("email", box.Email) : base.Within(parent);

    /// <inheritdoc/>
    public override async ValueTask<Prepared<SpamUser>> PrepareAsync(SpamUser value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
    {
        var user = Validate(value);
        await CheckPolicyAsync(user, lookup, cancel).ConfigureAwait(false);
        return await InheritFromParentAsync(user, given, lookup, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async ValueTask<SpamUser> PrepareChangeAsync(SpamUser before, SpamUser after, PanelLookup lookup, CancellationToken cancel)
    {
        var user = KeepUnspecified(before, after, Validate(after));
        if (user.PolicyId != before.PolicyId) await CheckPolicyAsync(user, lookup, cancel).ConfigureAwait(false);
        return user.Email == before.Email ? user : await InheritServerAsync(before, user, lookup, cancel).ConfigureAwait(false);
    }

    private static SpamUser Validate(SpamUser value)
    {
        var email = AddressKey.ValidateOrDomain(value.Email);
        ValueCheck.Between(value.Priority, 1, 10, nameof(SpamUser.Priority));
        var name = value.FullName.Trim().Length > 0 ? value.FullName.Trim() : email[..Math.Min(email.Length, LongestName)];
        if (name.Length > LongestName) throw new RuleException(Rule.InvalidText, $"-FullName {Excerpt.Of(name)} is too long: it has {name.Length} characters. Use at most {LongestName}.");
        return value with { Email = email, FullName = name };
    }

    // The panel accepts the ID of a policy that does not exist.
    private static async Task CheckPolicyAsync(SpamUser value, PanelLookup lookup, CancellationToken cancel)
    {
        if (value.PolicyId > 0) await lookup.FindAsync(SpamPolicyNoun.Instance, new Reference<SpamPolicy>(value.PolicyId), cancel).ConfigureAwait(false);
    }
}
