using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Mail;

/// <summary>A spam policy: what is done with spam, viruses, banned files and bad headers. Spam users and mail domains refer to it.</summary>
[PanelObject("mail_policy", Form = "mail/spamfilter_policy", IdColumn = "id", Noun = "NpSpamPolicy", Title = "spam policy", Unique = false,
    View = "Id:5> Name:24 RspamdTagLevel:14> RspamdKillLevel:15> ModifySubject")]
[Counts(nameof(Clients.Client.SpamPolicyLimit))]
public sealed partial record SpamPolicy : PanelObject
{
    /// <summary>Name of the policy; the natural key. Up to 64 characters.</summary>
    [Column("policy_name", Aliases = ["PolicyName"]), Key, Required(Position = 0)] public string Name { get; init; } = "";

    /// <summary>Whether mail with a virus is delivered.</summary>
    [Column("virus_lover", Upper = true)] public bool AllowVirus { get; init; }

    /// <summary>Whether spam is delivered.</summary>
    [Column("spam_lover", Upper = true)] public bool AllowSpam { get; init; }

    /// <summary>Whether mail with banned files is delivered.</summary>
    [Column("banned_files_lover", Upper = true)] public bool AllowBannedFiles { get; init; }

    /// <summary>Whether mail with invalid headers is delivered.</summary>
    [Column("bad_header_lover", Upper = true)] public bool AllowBadHeader { get; init; }

    /// <summary>Whether mail is not checked for viruses.</summary>
    [Column("bypass_virus_checks", Upper = true)] public bool SkipVirusCheck { get; init; }

    /// <summary>Whether mail is not checked for banned files.</summary>
    [Column("bypass_banned_checks", Upper = true)] public bool SkipBannedCheck { get; init; }

    /// <summary>Whether headers are not checked.</summary>
    [Column("bypass_header_checks", Upper = true)] public bool SkipHeaderCheck { get; init; }

    /// <summary>Quarantine for mail with a virus (amavis); empty for the server's default.</summary>
    [Column("virus_quarantine_to")] public string VirusQuarantine { get; init; } = "";

    /// <summary>Quarantine for spam (amavis); empty for the server's default.</summary>
    [Column("spam_quarantine_to")] public string SpamQuarantine { get; init; } = "";

    /// <summary>Quarantine for mail with banned files (amavis); empty for the server's default.</summary>
    [Column("banned_quarantine_to")] public string BannedQuarantine { get; init; } = "";

    /// <summary>Quarantine for mail with invalid headers (amavis); empty for the server's default.</summary>
    [Column("bad_header_quarantine_to")] public string BadHeaderQuarantine { get; init; } = "";

    /// <summary>Quarantine that receives a copy of clean mail (amavis); empty for none.</summary>
    [Column("clean_quarantine_to")] public string CleanQuarantine { get; init; } = "";

    /// <summary>Quarantine that receives a copy of all other mail (amavis); empty for none.</summary>
    [Column("other_quarantine_to")] public string OtherQuarantine { get; init; } = "";

    /// <summary>Score from which spam headers are added (amavis).</summary>
    [Column("spam_tag_level")] public decimal TagLevel { get; init; }

    /// <summary>Score from which mail is marked as spam (amavis).</summary>
    [Column("spam_tag2_level")] public decimal Tag2Level { get; init; }

    /// <summary>Score from which mail is rejected (amavis).</summary>
    [Column("spam_kill_level")] public decimal KillLevel { get; init; }

    /// <summary>Score from which the sender is no longer notified (amavis).</summary>
    [Column("spam_dsn_cutoff_level")] public decimal DsnCutoffLevel { get; init; }

    /// <summary>Score from which spam is no longer quarantined (amavis).</summary>
    [Column("spam_quarantine_cutoff_level")] public decimal QuarantineCutoffLevel { get; init; }

    /// <summary>Whether the subject of spam is changed (amavis).</summary>
    [Column("spam_modifies_subj", Upper = true)] public bool ModifySubject { get; init; }

    /// <summary>Text put before the subject of mail with added spam headers (amavis). Up to 64 characters.</summary>
    [Column("spam_subject_tag")] public string SubjectTag { get; init; } = "";

    /// <summary>Text put before the subject of spam (amavis). Up to 64 characters.</summary>
    [Column("spam_subject_tag2")] public string SubjectTag2 { get; init; } = "";

    /// <summary>Address extension, after a plus sign, for the recipient of mail with a virus (amavis).</summary>
    [Column("addr_extension_virus")] public string VirusExtension { get; init; } = "";

    /// <summary>Address extension, after a plus sign, for the recipient of spam (amavis).</summary>
    [Column("addr_extension_spam")] public string SpamExtension { get; init; } = "";

    /// <summary>Address extension, after a plus sign, for the recipient of mail with banned files (amavis).</summary>
    [Column("addr_extension_banned")] public string BannedExtension { get; init; } = "";

    /// <summary>Address extension, after a plus sign, for the recipient of mail with invalid headers (amavis).</summary>
    [Column("addr_extension_bad_header")] public string BadHeaderExtension { get; init; } = "";

    /// <summary>Whether the recipient is notified about viruses (amavis).</summary>
    [Column("warnvirusrecip", Upper = true)] public bool WarnVirusRecipient { get; init; }

    /// <summary>Whether the recipient is notified about banned files (amavis).</summary>
    [Column("warnbannedrecip", Upper = true)] public bool WarnBannedRecipient { get; init; }

    /// <summary>Whether the recipient is notified about invalid headers (amavis).</summary>
    [Column("warnbadhrecip", Upper = true)] public bool WarnBadHeaderRecipient { get; init; }

    /// <summary>Address that is notified when a virus is seen for the first time (amavis).</summary>
    [Column("newvirus_admin")] public string NewVirusAdmin { get; init; } = "";

    /// <summary>Address that is notified about viruses (amavis).</summary>
    [Column("virus_admin")] public string VirusAdmin { get; init; } = "";

    /// <summary>Address that is notified about banned files (amavis).</summary>
    [Column("banned_admin")] public string BannedAdmin { get; init; } = "";

    /// <summary>Address that is notified about invalid headers (amavis).</summary>
    [Column("bad_header_admin")] public string BadHeaderAdmin { get; init; } = "";

    /// <summary>Address that is notified about spam (amavis).</summary>
    [Column("spam_admin")] public string SpamAdmin { get; init; } = "";

    /// <summary>Maximum size of a message in bytes (amavis); -1 is unlimited.</summary>
    [Column("message_size_limit", Bytes = true, HasUnlimited = true, Unlimited = 0)] public long MessageSizeLimit { get; init; } = -1;

    /// <summary>Names of the rules for banned files (amavis).</summary>
    [Column("banned_rulenames")] public string BannedRules { get; init; } = "";

    /// <summary>Score from which mail is greylisted (Rspamd).</summary>
    [Column("rspamd_spam_greylisting_level")] public decimal RspamdGreylistingLevel { get; init; }

    /// <summary>Score from which mail is marked as spam (Rspamd).</summary>
    [Column("rspamd_spam_tag_level")] public decimal RspamdTagLevel { get; init; }

    /// <summary>How spam is marked (Rspamd).</summary>
    [Column("rspamd_spam_tag_method")] public SpamTagMethod RspamdTagMethod { get; init; } = SpamTagMethod.RewriteSubject;

    /// <summary>Score from which mail is rejected (Rspamd).</summary>
    [Column("rspamd_spam_kill_level")] public decimal RspamdKillLevel { get; init; }
}

/// <summary>How spam is marked.</summary>
public enum SpamTagMethod
{
    /// <summary>Puts a text before the subject.</summary>
    [Word("rewrite_subject")] RewriteSubject,

    /// <summary>Adds a header.</summary>
    [Word("add_header")] AddHeader,

    /// <summary>Another value stored on the panel.</summary>
    Other,
}

public sealed partial class SpamPolicyNoun
{
    /// <inheritdoc/>
    public override bool IsForEverybody => true;

    // The panel's columns are decimal(5,2).
    private const decimal Highest = 999.99m;

    /// <inheritdoc/>
    public override ValueTask<Prepared<SpamPolicy>> PrepareAsync(SpamPolicy value, ColumnSet given, PanelLookup lookup, CancellationToken cancel) => new(new Prepared<SpamPolicy>(Validate(value)));

    /// <inheritdoc/>
    public override ValueTask<SpamPolicy> PrepareChangeAsync(SpamPolicy before, SpamPolicy after, PanelLookup lookup, CancellationToken cancel) => new(KeepUnspecified(before, after, Validate(after)));

    /// <summary>The panel would leave spam users with a policy that no longer exists.</summary>
    /// <inheritdoc/>
    public override async ValueTask<string?> FindRemovalBlockerAsync(SpamPolicy value, PanelLookup lookup, CancellationToken cancel)
    {
        var users = await lookup.Table(SpamUserNoun.Instance).ListAsync([SpamUserNoun.Instance.Within(value)], cancel).ConfigureAwait(false);
        if (users.Count == 0) return null;
        var more = users.Count > 3 ? $" and {users.Count - 3} more" : "";
        return $"Cannot remove spam policy {value} because these spam users still use it: {string.Join(", ", users.Take(3))}{more}. Assign another policy first: Get-NpSpamUser -Policy {value.Id} | Set-NpSpamUser -Policy <other>";
    }

    private static SpamPolicy Validate(SpamPolicy value)
    {
        var name = value.Name.Trim();
        if (name.Length is 0 or > 64) throw new RuleException(Rule.InvalidName, $"{Excerpt.Of(value.Name)} is not a valid name of a spam policy. Use 1 to 64 characters.");
        foreach (var (member, level) in new[]
        {
            (nameof(SpamPolicy.TagLevel), value.TagLevel), (nameof(SpamPolicy.Tag2Level), value.Tag2Level), (nameof(SpamPolicy.KillLevel), value.KillLevel),
            (nameof(SpamPolicy.DsnCutoffLevel), value.DsnCutoffLevel), (nameof(SpamPolicy.QuarantineCutoffLevel), value.QuarantineCutoffLevel),
            (nameof(SpamPolicy.RspamdGreylistingLevel), value.RspamdGreylistingLevel), (nameof(SpamPolicy.RspamdTagLevel), value.RspamdTagLevel), (nameof(SpamPolicy.RspamdKillLevel), value.RspamdKillLevel),
        })
        {
            if (Math.Abs(level) > Highest) throw new RuleException(Rule.ValueOutOfRange, FormattableString.Invariant($"-{member} {level} is out of range. Use a score from -999.99 to 999.99."));
        }

        return value with { Name = name };
    }
}
