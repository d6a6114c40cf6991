using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail;

/// <summary>An address, or a whole mail domain, with its spam policy and its spam rules.</summary>
[PanelObject("mail_spamfilter_user", Form = "mail/spamfilter_users", IdColumn = "id", Noun = "NpSpamUser", Title = "spam user", Unique = false,
    Within = [typeof(Mailbox)], Dependents = [typeof(SpamRule)], View = "Id:5> Email:30 PolicyId:8> Priority:8> FullName")]
[Counts(nameof(Client.SpamUserLimit))]
public sealed partial record SpamUser : PanelObject
{
    /// <summary>The address, or @example.com for a whole mail domain; the natural key.</summary>
    [Column("email", Aliases = ["MailAddress", "Address"]), Key, InMailDomain, Required(Position = 0)] public string Email { get; init; } = "";

    /// <summary>The number of its spam policy; 0 takes that of its domain.</summary>
    [Column("policy_id"), Link(typeof(SpamPolicy), Name = "Policy", Optional = true)] public long PolicyId { get; init; }

    /// <summary>The name to show; the address unless given. Up to 64 characters.</summary>
    [Column("fullname", Aliases = ["DisplayName"])] public string FullName { get; init; } = "";

    /// <summary>Which one counts where several are for an address: 1 is the lowest, 10 the highest.</summary>
    [Column("priority")] public long Priority { get; init; } = 5;

    /// <summary>Whether it is an address of this mail server.</summary>
    [Column("local", Upper = true)] public bool Local { get; init; } = true;

    /// <summary>The number of its mail server; that of its mail domain unless given.</summary>
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
        return await FollowAsync(user, given, lookup, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async ValueTask<SpamUser> PrepareChangeAsync(SpamUser before, SpamUser after, PanelLookup lookup, CancellationToken cancel)
    {
        var user = KeepUnspecified(before, after, Validate(after));
        if (user.PolicyId != before.PolicyId) await CheckPolicyAsync(user, lookup, cancel).ConfigureAwait(false);
        return user.Email == before.Email ? user : await FollowServerAsync(before, user, lookup, cancel).ConfigureAwait(false);
    }

    private static SpamUser Validate(SpamUser value)
    {
        var email = AddressKey.ValidateOrDomain(value.Email);
        ValueCheck.Between(value.Priority, 1, 10, nameof(SpamUser.Priority));
        var name = value.FullName.Trim().Length > 0 ? value.FullName.Trim() : email[..Math.Min(email.Length, LongestName)];
        if (name.Length > LongestName) throw new FormatException($"The name {Excerpt.Of(name)} has more than {LongestName} characters.");
        return value with { Email = email, FullName = name };
    }

    // The panel takes the number of a policy that is not there.
    private static async Task CheckPolicyAsync(SpamUser value, PanelLookup lookup, CancellationToken cancel)
    {
        if (value.PolicyId > 0) await lookup.FindAsync(SpamPolicyNoun.Instance, new Reference<SpamPolicy>(value.PolicyId), cancel).ConfigureAwait(false);
    }
}
