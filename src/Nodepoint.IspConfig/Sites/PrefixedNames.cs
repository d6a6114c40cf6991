using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Sites;

/// <summary>The names of one kind of user or database that begin with a prefix: chosen for a new record, kept in a renamed one, checked in both.</summary>
/// <param name="Setting">The panel's setting for the prefix: ftpuser_prefix, dbname_prefix ...</param>
/// <param name="Title">What the names belong to, for messages.</param>
/// <param name="OtherCharacters">The characters allowed besides letters and digits.</param>
/// <param name="Longest">The most characters, prefix included.</param>
internal readonly record struct PrefixedNames(string Setting, string Title, string OtherCharacters, int Longest)
{
    /// <summary>The fewest characters, prefix included.</summary>
    public int Shortest { get; init; } = 1;

    /// <summary>Names that the database server uses itself.</summary>
    public IReadOnlyCollection<string> Reserved { get; init; } = [];

    /// <summary>Refuses a name that cannot be stored with any prefix.</summary>
    /// <param name="name">The name as specified, with or without its prefix.</param>
    /// <exception cref="RuleException">The name is empty, too long, or has a character that is not allowed.</exception>
    public void Check(string name) => NamePrefix.Check(name, "", Title, OtherCharacters, Longest);

    /// <summary>The full name and the prefix of a new record.</summary>
    /// <param name="name">The name as specified, with or without its prefix.</param>
    /// <param name="prefix">The prefix as specified; null for the panel's setting.</param>
    /// <param name="owner">The owner.</param>
    /// <param name="websiteId">The ID of the website; 0 for none.</param>
    /// <param name="lookup">The panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <exception cref="RuleException">The name is not valid.</exception>
    public async ValueTask<(string Name, string Prefix)> ChooseAsync(string name, string? prefix, Owner owner, long websiteId, PanelLookup lookup, CancellationToken cancel)
    {
        var chosen = prefix is null or NamePrefix.Unknown ? await NamePrefix.ResolveAsync(Setting, owner, websiteId, lookup, cancel).ConfigureAwait(false) : prefix;
        return Checked(NamePrefix.Put(chosen, name), chosen);
    }

    /// <summary>The full name and the prefix of a changed record, which keeps its prefix unless another one is specified.</summary>
    /// <param name="before">Name and prefix before the change.</param>
    /// <param name="after">Name and prefix as specified.</param>
    /// <param name="group">The ID of the group that owns the record.</param>
    /// <param name="websiteId">The ID of the website; 0 for none.</param>
    /// <param name="lookup">The panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <exception cref="RuleException">The new name is not valid.</exception>
    public async ValueTask<(string Name, string Prefix)> RenameAsync((string Name, string Prefix) before, (string Name, string Prefix) after, long group, long websiteId, PanelLookup lookup, CancellationToken cancel)
    {
        if (before == after) return after;
        // A new prefix alone marks another part of the same name as the prefix.
        if (before.Name == after.Name && !after.Name.StartsWith(after.Prefix, StringComparison.Ordinal))
            throw new RuleException(Rule.InvalidName, $"The {Title} name '{before.Name}' does not begin with the prefix '{after.Prefix}'. Specify a new name too.");
        var prefix = before.Prefix != after.Prefix || before.Prefix != NamePrefix.Unknown ? after.Prefix
            : await NamePrefix.ResolveAsync(Setting, await lookup.OwnerOfGroupAsync(group, cancel).ConfigureAwait(false), websiteId, lookup, cancel).ConfigureAwait(false);
        return Checked(NamePrefix.Put(prefix, after.Name), prefix);
    }

    private (string Name, string Prefix) Checked(string name, string prefix)
    {
        NamePrefix.Check(name, prefix, Title, OtherCharacters, Longest);
        if (name.Length < Shortest) throw new RuleException(Rule.InvalidName, $"The {Title} name '{name}' is too short. Use at least {Shortest} characters.");
        if (Reserved.Contains(name, StringComparer.OrdinalIgnoreCase)) throw new RuleException(Rule.NameReserved, $"The {Title} name '{name}' is reserved for the database server. Use another name.");
        return (name, prefix);
    }
}
