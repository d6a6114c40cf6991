using System.Globalization;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Mail;

/// <summary>Refuses automatic replies that would never be sent, or would be empty.</summary>
internal static class AutoresponderCheck
{
    /// <summary>Checks the automatic replies of a mailbox, if they change.</summary>
    /// <param name="before">The mailbox as it is; a new one with default values.</param>
    /// <param name="after">The mailbox as it is to be.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="RuleException">The replies would not be sent.</exception>
    public static void Check(Mailbox before, Mailbox after, TimeProvider time)
    {
        if ((before.Autoresponder, before.AutoresponderText, before.AutoresponderStart, before.AutoresponderEnd) == (after.Autoresponder, after.AutoresponderText, after.AutoresponderStart, after.AutoresponderEnd)) return;
        if (after is { AutoresponderStart: { } start, AutoresponderEnd: { } end } && end <= start)
            throw new RuleException(Rule.ConflictingParameters, $"-AutoresponderEnd ({Text(end)}) is not after -AutoresponderStart ({Text(start)}). Specify a later end, or clear it with -AutoresponderEnd $null.");
        if (!after.Autoresponder) return;
        if (after.AutoresponderEnd is { } past && past <= time.GetUtcNow())
            throw new RuleException(Rule.ValueOutOfRange, $"-AutoresponderEnd ({Text(past)}) is in the past, so no replies would be sent. Specify a later end, or clear it with -AutoresponderEnd $null.");
        if (string.IsNullOrWhiteSpace(after.AutoresponderText))
            throw new RuleException(Rule.ValueMissing, "-Autoresponder is on, but the replies have no text. Specify -AutoresponderText.");
    }

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
