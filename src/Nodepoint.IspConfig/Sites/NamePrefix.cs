using System.Globalization;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Sites;

/// <summary>
/// The prefixes that the panel's web interface puts before the names of users and databases (system_config_get, section sites).
/// The remote API does not add them.
/// </summary>
internal static class NamePrefix
{
    /// <summary>Stored as the prefix of rows that are older than the prefix setting.</summary>
    internal const string Unknown = "#";

    /// <summary>The prefix for records of an owner.</summary>
    /// <param name="setting">The panel's setting: ftpuser_prefix, dbname_prefix ...</param>
    /// <param name="owner">The owner.</param>
    /// <param name="websiteId">The ID of the website; 0 for none.</param>
    /// <param name="lookup">The panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public static async ValueTask<string> ResolveAsync(string setting, Owner owner, long websiteId, PanelLookup lookup, CancellationToken cancel)
    {
        var prefix = (await lookup.SystemConfigAsync("sites", cancel).ConfigureAwait(false)).GetValueOrDefault(setting) ?? "";
        if (prefix.Contains("[CLIENTNAME]", StringComparison.Ordinal))
        {
            var name = owner.ClientId == 0 ? "admin" : (await lookup.FindAsync(ClientNoun.Instance, new Reference<Client>(owner.ClientId), cancel).ConfigureAwait(false)).Username;
            prefix = prefix.Replace("[CLIENTNAME]", Simplify(name), StringComparison.Ordinal);
        }

        prefix = prefix.Replace("[CLIENTID]", owner.ClientId.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return websiteId > 0 ? prefix.Replace("[DOMAINID]", websiteId.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) : prefix;
    }

    /// <summary>Adds a prefix to a name unless the name already begins with it.</summary>
    public static string Put(string prefix, string name)
        => prefix.Length > 0 && name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal) ? name : prefix + name;

    /// <summary>Removes the prefix from a name.</summary>
    public static string Without(string prefix, string name)
        => prefix is not "" and not Unknown && name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name;

    /// <summary>Refuses a name that is empty, contains a character that the panel does not accept, or is too long with its prefix.</summary>
    public static void Check(string name, string prefix, string title, string others, int most)
    {
        if (name.Length == 0 || name == prefix) throw new RuleException(Rule.ValueMissing, $"The {title} has no name. Letters, digits and {others} are allowed.");
        if (!name.All(c => char.IsAsciiLetterOrDigit(c) || others.Contains(c, StringComparison.Ordinal)))
            throw new RuleException(Rule.InvalidName, $"'{name}' is not a valid {title} name. Letters, digits and {others} are allowed.");
        if (name.Length > most)
            throw new RuleException(Rule.InvalidName, $"The {title} name '{name}' has {name.Length} characters{(prefix.Length > 0 ? $" with the prefix {prefix}" : "")}. Use at most {most}.");
    }

    // As on the panel: lower case, spaces removed, all other characters except letters and digits replaced by underscores.
    private static string Simplify(string name)
        => string.Concat(name.Trim().ToLowerInvariant().Where(c => c != ' ').Select(c => char.IsAsciiLetterOrDigit(c) || c == '_' ? c : '_')) is { Length: > 0 } simplified ? simplified : "default";
}
