using System.Globalization;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>
/// The prefixes that the panel's own pages put before the names of users and databases (system_config_get, section sites).
/// Its remote API puts none.
/// </summary>
internal static class NamePrefix
{
    /// <summary>Stored as the prefix of rows that are older than the prefix setting.</summary>
    internal const string Unknown = "#";

    /// <summary>The prefix for what an owner has.</summary>
    /// <param name="setting">The panel's setting: ftpuser_prefix, dbname_prefix ...</param>
    /// <param name="owner">The owner.</param>
    /// <param name="websiteId">The website's number; 0 for none.</param>
    /// <param name="lookup">The panel.</param>
    /// <param name="cancel">Ends the wait.</param>
    public static async ValueTask<string> ResolveAsync(string setting, Owner owner, long websiteId, PanelLookup lookup, CancellationToken cancel)
    {
        var prefix = (await lookup.SystemConfigAsync("sites", cancel).ConfigureAwait(false)).GetValueOrDefault(setting) ?? "";
        if (prefix.Contains("[CLIENTNAME]", StringComparison.Ordinal))
        {
            var name = owner.ClientId == 0 ? "admin" : (await lookup.FindAsync(ClientNoun.Instance, new Reference<Client>(owner.ClientId), cancel).ConfigureAwait(false)).Username;
            prefix = prefix.Replace("[CLIENTNAME]", Plain(name), StringComparison.Ordinal);
        }

        prefix = prefix.Replace("[CLIENTID]", owner.ClientId.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return websiteId > 0 ? prefix.Replace("[DOMAINID]", websiteId.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) : prefix;
    }

    /// <summary>A name with its prefix; one that has it already is not given it twice.</summary>
    public static string Put(string prefix, string name)
        => prefix.Length > 0 && name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal) ? name : prefix + name;

    /// <summary>A name without its prefix.</summary>
    public static string Without(string prefix, string name)
        => prefix is not "" and not Unknown && name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name;

    /// <summary>Refuses a name that is empty, has other characters than the panel takes, or is too long with its prefix.</summary>
    public static void Check(string name, string prefix, string title, string others, int most)
    {
        if (name.Length == 0 || name == prefix) throw new FormatException($"A {title} needs a name. Give one of letters, digits and {others.Replace(" ", "", StringComparison.Ordinal)}");
        if (!name.All(c => char.IsAsciiLetterOrDigit(c) || others.Contains(c, StringComparison.Ordinal)))
            throw new FormatException($"'{name}' is no name for a {title}. Give one of letters, digits and {others}");
        if (name.Length > most)
            throw new FormatException($"The name {name} of the {title} has {name.Length} characters{(prefix.Length > 0 ? $" with the prefix {prefix}" : "")}; {most} are the most. Give a shorter one.");
    }

    // As the panel makes it: lower case, blanks dropped, an underscore for what else is no letter or digit.
    private static string Plain(string name)
        => string.Concat(name.Trim().ToLowerInvariant().Where(c => c != ' ').Select(c => char.IsAsciiLetterOrDigit(c) || c == '_' ? c : '_')) is { Length: > 0 } plain ? plain : "default";
}
