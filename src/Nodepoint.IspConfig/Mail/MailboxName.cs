using System.Text.RegularExpressions;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Mail;

/// <summary>The display name of a mailbox, from which the panel removes tags and line breaks.</summary>
internal static partial class MailboxName
{
    /// <summary>Refuses a name that the panel would store as another one.</summary>
    /// <exception cref="RuleException">The panel would change the name.</exception>
    public static void Check(string name)
    {
        ValueCheck.OneLine(name, nameof(Mailbox.Name));
        if (Tag().IsMatch(name)) throw new RuleException(Rule.InvalidText, $"-Name {Excerpt.Of(name)} contains a < that the panel removes with what follows it. Use a name without angle brackets.");
    }

    // What PHP takes for the start of a tag.
    [GeneratedRegex("<[^ ]", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();
}
