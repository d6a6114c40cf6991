using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail;

/// <summary>A spam rule: mail from a sender to a spam user is always accepted, or always treated as spam.</summary>
[PanelObject("mail_spamfilter_whitelist", Form = "mail/spamfilter_whitelist", Table = "spamfilter_wblist", IdColumn = "wblist_id", Noun = "NpSpamRule", Title = "spam rule", Unique = false,
    View = "Id:5> Email:34 Action:7 SpamUserId:10> Priority:8> Active")]
[Counts(nameof(Clients.Client.SpamRuleLimit))]
public sealed partial record SpamRule : PanelObject
{
    /// <summary>Sender: an address, or @example.com for a whole domain. The natural key within its spam user.</summary>
    [Column("email", Aliases = ["Sender"]), Key(Name = "email address"), Required(Position = 0)] public string Email { get; init; } = "";

    /// <summary>What is done with the sender's mail.</summary>
    [Column("wb"), Required(Position = 1)] public SpamRuleAction Action { get; init; } = SpamRuleAction.Allow;

    /// <summary>ID of the spam user that the rule applies to.</summary>
    [Column("rid", Aliases = ["Recipient"]), Link(typeof(SpamUser), Parent = true), KeyPart] public long SpamUserId { get; init; }

    /// <summary>Precedence if several rules match a sender: 1 is the lowest, 10 the highest.</summary>
    [Column("priority")] public long Priority { get; init; } = 5;

    /// <summary>Whether the spam rule is active.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>ID of the mail server. The default is the server of the spam user.</summary>
    [Column("server_id")] public long ServerId { get; init; } = 1;
}

/// <summary>What a spam rule does with a sender's mail.</summary>
public enum SpamRuleAction
{
    /// <summary>The mail is never treated as spam.</summary>
    [Word("W")] Allow,

    /// <summary>The mail is always treated as spam.</summary>
    [Word("B")] Reject,
}

public sealed partial class SpamRuleNoun
{
    /// <summary>Allow and deny rules share a table; the action decides which functions write a rule.</summary>
    /// <inheritdoc/>
    public override string WriteFunctions(SpamRule value) => value.Action == SpamRuleAction.Reject ? "mail_spamfilter_blacklist" : "mail_spamfilter_whitelist";

    /// <inheritdoc/>
    public override string NormalizeKey(string key) => AddressKey.Normalize(key);

    /// <inheritdoc/>
    public override ValueTask<Prepared<SpamRule>> PrepareAsync(SpamRule value, ColumnSet given, PanelLookup lookup, CancellationToken cancel) => InheritFromParentAsync(Validate(value), given, lookup, cancel);

    /// <inheritdoc/>
    public override async ValueTask<SpamRule> PrepareChangeAsync(SpamRule before, SpamRule after, PanelLookup lookup, CancellationToken cancel)
    {
        var rule = KeepUnspecified(before, after, Validate(after));
        return rule.SpamUserId == before.SpamUserId ? rule : await InheritServerAsync(before, rule, lookup, cancel).ConfigureAwait(false);
    }

    private static SpamRule Validate(SpamRule value)
    {
        ValueCheck.Between(value.Priority, 1, 10, nameof(SpamRule.Priority));
        var sender = value.Email.Trim();
        return value with { Email = AddressKey.ValidateOrDomain(sender.Contains('@', StringComparison.Ordinal) ? sender : "@" + sender) };
    }
}
