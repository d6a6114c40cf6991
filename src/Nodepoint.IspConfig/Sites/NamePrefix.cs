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
    // What rows from before there were prefixes have instead of one.
    private const string Unknown = "#";

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

    /// <summary>The prefix for a new record: what was given, or what the panel's setting says.</summary>
    /// <param name="setting">The panel's setting.</param>
    /// <param name="given">What was given; null for nothing.</param>
    /// <param name="owner">The owner.</param>
    /// <param name="websiteId">The website's number; 0 for none.</param>
    /// <param name="lookup">The panel.</param>
    /// <param name="cancel">Ends the wait.</param>
    public static ValueTask<string> ChooseAsync(string setting, string? given, Owner owner, long websiteId, PanelLookup lookup, CancellationToken cancel)
        => given is null or Unknown ? ResolveAsync(setting, owner, websiteId, lookup, cancel) : new(given);

    /// <summary>The whole name and the prefix of a record that is renamed: it keeps the prefix that it has.</summary>
    /// <param name="setting">The panel's setting, for records that are older than prefixes.</param>
    /// <param name="before">Name and prefix as they stand.</param>
    /// <param name="after">Name and prefix as they shall be.</param>
    /// <param name="group">The group that owns the record.</param>
    /// <param name="websiteId">The website's number; 0 for none.</param>
    /// <param name="lookup">The panel.</param>
    /// <param name="cancel">Ends the wait.</param>
    public static async ValueTask<(string Name, string Prefix)> RenameAsync(
        string setting, (string Name, string Prefix) before, (string Name, string Prefix) after, long group, long websiteId, PanelLookup lookup, CancellationToken cancel)
    {
        // Another prefix alone says how the name is read, and does not change it.
        if (before.Name == after.Name && !after.Name.StartsWith(after.Prefix, StringComparison.Ordinal))
            throw new FormatException($"{before.Name} does not begin with {after.Prefix}. Give the new name too.");
        var prefix = before.Prefix != after.Prefix || before.Prefix != Unknown ? after.Prefix
            : await ResolveAsync(setting, await lookup.OwnerOfGroupAsync(group, cancel).ConfigureAwait(false), websiteId, lookup, cancel).ConfigureAwait(false);
        return (Put(prefix, after.Name), prefix);
    }

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
