using System.Globalization;
using System.Security;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Model.Passwords;

namespace Nodepoint.IspConfig.Sites;

/// <summary>A database user.</summary>
[PanelObject("sites_database_user", Form = "sites/database_user", Table = "web_database_user", IdColumn = "database_user_id", Noun = "NpDatabaseUser", Title = "database user", Hidden = ["database_password_mongo"],
    View = "Id:5> Username:32 ShortName:24 UsernamePrefix")]
[Counts(nameof(Clients.Client.DatabaseUserLimit))]
public sealed partial record DatabaseUser : PanelObject
{
    /// <summary>Login name including the prefix; the natural key. The panel's prefix is added to the name of a new user unless the name already begins with it.</summary>
    [Column("database_user", Aliases = ["UserName", "DatabaseUser"]), Key, Required(Position = 0)] public string Username { get; init; } = "";

    /// <summary>Prefix of the name. The default is the panel's setting; empty for no prefix.</summary>
    [Column("database_user_prefix"), PutBeforeName] public string UsernamePrefix { get; init; } = "";

    /// <summary>Name without the prefix.</summary>
    public string ShortName => NamePrefix.Without(UsernamePrefix, Username);

    /// <summary>Password. It is checked against the panel's password rule; only its hash is sent. It is never read back.</summary>
    [Column("database_password"), Secret(Mandatory = true, Hashed = HashedFor.DatabaseServer)] public SecureString? Password { get; init; }

    /// <summary>Password hash for MySQL's caching_sha2_password: $A$005$, a salt of 20 characters, and 43 characters. It is made from -Password, stored unchanged, and never read back. It requires ISPConfig 3.3.</summary>
    [Column("database_password_sha2"), Secret, VersionDependent] public SecureString? Sha2PasswordHash { get; init; }

    /// <summary>Password hash for PostgreSQL: SCRAM-SHA-256 (RFC 7677), as stored in pg_authid. It is made from -Password, stored unchanged, and never read back. It requires ISPConfig 3.3.</summary>
    [Column("database_password_postgres"), Secret, VersionDependent] public SecureString? PostgreSqlPasswordHash { get; init; }

    /// <summary>ID of the server. The default is 0, because the user is created on each server that has one of its databases.</summary>
    [Column("server_id")] public long ServerId { get; init; }
}

public sealed partial class DatabaseUserNoun
{
    // MySQL allows 32 characters, MariaDB more.
    private PrefixedNames Names => new("dbuser_prefix", Title, "_", 32) { Reserved = Reserved };

    private static readonly string[] Reserved = ["root", "mysql", "ispconfig"];

    /// <inheritdoc/>
    public override bool HasShortKeys => true;

    /// <inheritdoc/>
    public override string ShortKeyOf(DatabaseUser value) => value.ShortName;

    /// <inheritdoc/>
    public override ValueTask<Prepared<DatabaseUser>> PrepareAsync(DatabaseUser value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
    {
        Names.Check(value.Username);
        return new(new Prepared<DatabaseUser>(value) { Follows = true });
    }

    /// <inheritdoc/>
    public override async ValueTask<DatabaseUser> ForOwnerAsync(DatabaseUser value, ColumnSet given, Owner owner, PanelLookup lookup, CancellationToken cancel)
    {
        var (name, prefix) = await Names.ChooseAsync(value.Username, given.Contains(UsernamePrefixOrdinal) ? value.UsernamePrefix : null, owner, 0, lookup, cancel).ConfigureAwait(false);
        return value with { Username = name, UsernamePrefix = prefix };
    }

    /// <inheritdoc/>
    public override async ValueTask<DatabaseUser> PrepareChangeAsync(DatabaseUser before, DatabaseUser after, PanelLookup lookup, CancellationToken cancel)
    {
        var (name, prefix) = await Names.RenameAsync((before.Username, before.UsernamePrefix), (after.Username, after.UsernamePrefix), before.OwnerGroupId, 0, lookup, cancel).ConfigureAwait(false);
        return after with { Username = name, UsernamePrefix = prefix };
    }

    /// <summary>Hashes the password for each kind of database server. A hash of an earlier password would let it log in, so that a hash that is not known is cleared.</summary>
    /// <inheritdoc/>
    public override async ValueTask<DatabaseUser> HashAsync(DatabaseUser value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(value);
        CheckHash(value.Sha2PasswordHash, nameof(DatabaseUser.Sha2PasswordHash), HashedFor.CachingSha2);
        CheckHash(value.PostgreSqlPasswordHash, nameof(DatabaseUser.PostgreSqlPasswordHash), HashedFor.PostgreSql);
        var hashed = await base.HashAsync(value, given, lookup, cancel).ConfigureAwait(false);
        if (!given.Contains(PasswordOrdinal)) return hashed;
        // The other hashes take time, and such a panel does not have their columns.
        if (lookup.Connection.Columns.Has(Table, Columns[Sha2PasswordHashOrdinal].Name) is false) return hashed;
        if (value.Password is not { } plain) return hashed with { Sha2PasswordHash = value.Sha2PasswordHash ?? SecretText.From(""), PostgreSqlPasswordHash = value.PostgreSqlPasswordHash ?? SecretText.From("") };
        var password = SecretText.Reveal(plain);
        var (sha2, scram) = await Task.Run(() => (PasswordHash.Compute(password, HashedFor.CachingSha2), PasswordHash.Compute(password, HashedFor.PostgreSql)), cancel).ConfigureAwait(false);
        return hashed with { Sha2PasswordHash = value.Sha2PasswordHash ?? SecretText.From(sha2), PostgreSqlPasswordHash = value.PostgreSqlPasswordHash ?? SecretText.From(scram) };
    }

    /// <inheritdoc/>
    public override ColumnSet SentAlong(DatabaseUser value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var columns = ColumnSet.Empty;
        if (value.Sha2PasswordHash is not null) columns = columns.With(Sha2PasswordHashOrdinal);
        return value.PostgreSqlPasswordHash is not null ? columns.With(PostgreSqlPasswordHashOrdinal) : columns;
    }

    private static void CheckHash(SecureString? hash, string parameter, HashedFor verifier)
    {
        if (hash is { Length: > 0 } && PasswordHash.Validate(SecretText.Reveal(hash), verifier) is { } problem) throw new RuleException(Rule.PasswordHashNotSupported, $"The value of -{parameter} {problem}");
    }

    /// <inheritdoc/>
    public override string? Caution(DatabaseUser before, DatabaseUser after)
        => before.Username == after.Username ? null : $"Applications that log in as {before} must be changed to {after}.";

    /// <inheritdoc/>
    public override async ValueTask<DatabaseUser> MoveAsync(DatabaseUser value, Owner owner, PanelLookup lookup, CancellationToken cancel)
    {
        if (await DatabasesAsync(value.Id, lookup, cancel).ConfigureAwait(false) is { Count: > 0 } databases)
            throw new RuleException(Rule.MoveNotAllowed, $"Cannot move {Title} {value} because these databases use it: {string.Join(", ", databases.Select(database => database.Name))}. Move their website instead; the user is moved too.");
        return value;
    }

    /// <summary>The panel would remove a user that databases use, and leave them without one.</summary>
    /// <inheritdoc/>
    public override async ValueTask<string?> FindRemovalBlockerAsync(DatabaseUser value, PanelLookup lookup, CancellationToken cancel)
        => await DatabasesAsync(value.Id, lookup, cancel).ConfigureAwait(false) is { Count: > 0 } databases
            ? $"Cannot remove {Title} {value} because these databases still use it: {string.Join(", ", databases.Select(database => database.Name))}. Assign another user with Set-NpDatabase -DatabaseUser, or remove them first."
            : null;

    /// <summary>The databases that a user can read or write.</summary>
    internal static async Task<List<Database>> DatabasesAsync(long userId, PanelLookup lookup, CancellationToken cancel)
    {
        var table = lookup.Table(DatabaseNoun.Instance);
        var number = userId.ToString(CultureInfo.InvariantCulture);
        var found = await Task.WhenAll(table.ListAsync([new("database_user_id", number)], cancel), table.ListAsync([new("database_ro_user_id", number)], cancel)).ConfigureAwait(false);
        return [.. found.SelectMany(databases => databases).DistinctBy(database => database.Id)];
    }
}
