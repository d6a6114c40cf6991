using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Sites;

/// <summary>A database of a website.</summary>
[PanelObject("sites_database", Form = "sites/database", Table = "web_database", IdColumn = "database_id", Noun = "NpDatabase", Title = "database", Service = ServerService.Database, Hidden = ["last_quota_notification"],
    View = "Id:5> Name:28 WebsiteId:9> UserId:6> Quota:9> Charset:8 Active")]
[Counts(nameof(Clients.Client.DatabaseLimit), If = nameof(IsMySql))]
[Counts(nameof(Clients.Client.PostgreSqlDatabaseLimit), If = nameof(IsPostgreSql), What = "PostgreSQL database")]
public sealed partial record Database : PanelObject
{
    /// <summary>Name including the prefix; the natural key. The panel's prefix is added to the name of a new database unless the name already begins with it.</summary>
    [Column("database_name", Aliases = ["DatabaseName", "Database"]), Key, Required(Position = 0)] public string Name { get; init; } = "";

    /// <summary>Prefix of the name. The default is the panel's setting; empty for no prefix.</summary>
    [Column("database_name_prefix"), PutBeforeName] public string NamePrefix { get; init; } = "";

    /// <summary>Name without the prefix.</summary>
    public string ShortName => Sites.NamePrefix.Without(NamePrefix, Name);

    /// <summary>ID of the website.</summary>
    [Column("parent_domain_id"), Link(typeof(Website), Parent = true)] public long WebsiteId { get; init; }

    /// <summary>ID of the database user with full access; 0 for none.</summary>
    [Column("database_user_id"), Link(typeof(DatabaseUser), Optional = true)] public long UserId { get; init; }

    /// <summary>ID of the database user with read-only access; 0 for none.</summary>
    [Column("database_ro_user_id"), Link(typeof(DatabaseUser), Name = "ReadOnlyUser", Optional = true)] public long ReadOnlyUserId { get; init; }

    /// <summary>Size limit in bytes; -1 is unlimited.</summary>
    [Column("database_quota", Unit = 1048576, HasUnlimited = true), Counts(nameof(Clients.Client.DatabaseQuotaLimit))] public long Quota { get; init; } = -1;

    /// <summary>Character set; cannot be changed later.</summary>
    [Column("database_charset")] public DatabaseCharset Charset { get; init; }

    /// <summary>Whether other hosts can connect. The default is true if the website is on another server.</summary>
    [Column("remote_access")] public bool RemoteAccess { get; init; }

    /// <summary>IP addresses or networks that can connect; empty for all.</summary>
    [Column("remote_ips")] public string[] RemoteIps { get; init; } = [];

    /// <summary>Whether the database is active.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>Interval between backups. The default is that of the website.</summary>
    [Column("backup_interval", Resend = true)] public BackupInterval BackupInterval { get; init; }

    /// <summary>Number of backups that are kept. The default is that of the website.</summary>
    [Column("backup_copies", Resend = true)] public long BackupCopies { get; init; } = 1;

    /// <summary>Whether the size limit is exceeded.</summary>
    [Column("quota_exceeded", ReadOnly = true)] public bool QuotaExceeded { get; init; }

    /// <summary>Kind of database server; cannot be changed later. PostgreSql requires ISPConfig 3.3.</summary>
    [Column("type")] public DatabaseType Type { get; init; }

    /// <summary>ID of the database server. The default is the client's database server.</summary>
    [Column("server_id")] public long ServerId { get; init; } = 1;

    internal bool IsMySql => Type == DatabaseType.MySql;

    internal bool IsPostgreSql => Type == DatabaseType.PostgreSql;
}

public sealed partial class DatabaseNoun
{
    private PrefixedNames Names => new("dbname_prefix", Title, "_", 64) { Shortest = 2, Reserved = Reserved };

    private static readonly string[] Reserved = ["mysql", "information_schema", "performance_schema", "sys", "dbispconfig"];

    /// <inheritdoc/>
    public override bool HasShortKeys => true;

    /// <inheritdoc/>
    public override bool SharesOwner => true;

    /// <inheritdoc/>
    public override bool SharesServer => false;

    /// <inheritdoc/>
    public override string ShortKeyOf(Database value) => value.ShortName;

    /// <inheritdoc/>
    public override async ValueTask<Prepared<Database>> PrepareAsync(Database value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
    {
        Names.Check(value.Name);
        CheckAddresses(value);
        await CheckTypeAsync(value, lookup, cancel).ConfigureAwait(false);
        var site = await ParentWebsite.WebsiteAsync(value.WebsiteId, Title, value.Name, lookup, cancel).ConfigureAwait(false);
        await CheckUsersAsync(value, site, lookup, cancel).ConfigureAwait(false);
        var (followed, owner) = await InheritFromParentAsync(value, given, lookup, cancel).ConfigureAwait(false);
        // The database server can be another server than the website's.
        return new Prepared<Database>(followed with
        {
            BackupInterval = given.Contains(BackupIntervalOrdinal) ? value.BackupInterval : site.BackupInterval,
            BackupCopies = given.Contains(BackupCopiesOrdinal) ? value.BackupCopies : site.BackupCopies,
        }, owner);
    }

    /// <inheritdoc/>
    public override async ValueTask<Database> ForOwnerAsync(Database value, ColumnSet given, Owner owner, PanelLookup lookup, CancellationToken cancel)
    {
        var (name, prefix) = await Names.ChooseAsync(value.Name, given.Contains(NamePrefixOrdinal) ? value.NamePrefix : null, owner, value.WebsiteId, lookup, cancel).ConfigureAwait(false);
        var database = value with { Name = name, NamePrefix = prefix };
        var site = await ParentWebsite.WebsiteAsync(value.WebsiteId, Title, value.Name, lookup, cancel).ConfigureAwait(false);
        if (site.ServerId == value.ServerId || given.Contains(RemoteAccessOrdinal)) return database;
        var settings = await lookup.ServerConfigAsync(site.ServerId, "server", cancel).ConfigureAwait(false);
        return settings.GetValueOrDefault("ip_address") is { Length: > 0 } address ? database with { RemoteAccess = true, RemoteIps = [.. value.RemoteIps.Append(address).Distinct()] } : database;
    }

    /// <inheritdoc/>
    public override async ValueTask<Database> PrepareChangeAsync(Database before, Database after, PanelLookup lookup, CancellationToken cancel)
    {
        if (after.Charset != before.Charset) throw new RuleException(Rule.ChangeNotAllowed, $"The character set of {Title} {before} cannot be changed on the panel. Convert its tables, or create a new database.");
        if (after.Type != before.Type) throw new RuleException(Rule.ChangeNotAllowed, $"The type of {Title} {before} cannot be changed because its tables would not be moved. Create a database of type {after.Type} and remove this one.");
        if (after.ServerId != before.ServerId) throw new RuleException(Rule.ServerNotAllowed, $"Cannot move {Title} {before} to another server because its tables would not be moved. Create a database on the other server and remove this one.");
        await ParentWebsite.SameOwnerAsync(before.WebsiteId, after.WebsiteId, $"{Title} {before}", lookup, cancel).ConfigureAwait(false);
        CheckAddresses(after);
        if (after.UserId != before.UserId || after.ReadOnlyUserId != before.ReadOnlyUserId)
            await CheckUsersAsync(after, await ParentWebsite.WebsiteAsync(after.WebsiteId, Title, after.Name, lookup, cancel).ConfigureAwait(false), lookup, cancel).ConfigureAwait(false);
        if (after.Name == before.Name && after.NamePrefix == before.NamePrefix) return after;
        var (name, prefix) = await Names.RenameAsync((before.Name, before.NamePrefix), (after.Name, after.NamePrefix), before.OwnerGroupId, before.WebsiteId, lookup, cancel).ConfigureAwait(false);
        if (await FindExistingAsync(after with { Name = name }, lookup, cancel).ConfigureAwait(false) is { } existing && existing.Id != before.Id && existing.ServerId == before.ServerId)
            throw new PanelException(FaultKind.Duplicate, Functions + "_update", $"The {Title} {name} already exists on this server.");
        return after with { Name = name, NamePrefix = prefix };
    }

    /// <inheritdoc/>
    public override string? Caution(Database before, Database after)
        => before.Name == after.Name ? null : $"Applications that use database {before} must be changed to the new name {after}.";

    // Every version of the panel has the column, and stores any text in it. A version that supports PostgreSQL is known by the database users' column for its passwords.
    private async ValueTask CheckTypeAsync(Database value, PanelLookup lookup, CancellationToken cancel)
    {
        if (value.Type != DatabaseType.PostgreSql) return;
        await lookup.LearnColumnsAsync(DatabaseUserNoun.Instance, cancel).ConfigureAwait(false);
        var (table, column) = (DatabaseUserNoun.Instance.Table, DatabaseUserNoun.Instance.Columns[DatabaseUserNoun.PostgreSqlPasswordHashOrdinal].Name);
        if (lookup.Connection.Columns.Has(table, column) is not false) return;
        throw new RuleException(Rule.NotOnThisPanel, $"Cannot create {Title} {value} with -Type PostgreSql: panel '{lookup.Connection.Name}' ({await lookup.Connection.ReadVersionAsync(cancel).ConfigureAwait(false)}) supports only MySQL.");
    }

    private static void CheckAddresses(Database value)
    {
        if (Array.Find(value.RemoteIps, text => !AddressText.IsAddressOrNetwork(text)) is { } bad)
            throw new RuleException(Rule.InvalidIPAddress, $"-RemoteIps of database {value} contains '{bad}', which is not an IP address or network. Use addresses such as 192.0.2.10.");
    }

    // The panel accepts users that do not exist and users of other clients.
    private async ValueTask CheckUsersAsync(Database value, Website site, PanelLookup lookup, CancellationToken cancel)
    {
        foreach (var id in new[] { value.UserId, value.ReadOnlyUserId }.Where(id => id > 0))
        {
            var user = await lookup.FindAsync(DatabaseUserNoun.Instance, new Reference<DatabaseUser>(id), cancel).ConfigureAwait(false);
            if (user.OwnerGroupId != site.OwnerGroupId) throw new RuleException(Rule.OwnerNotAllowed, $"Database user {user} and website {site} belong to different clients, so the user cannot be assigned to {Title} {value}. Create a user for that client with New-NpDatabaseUser.");
        }

        if (value.UserId > 0 && value.UserId == value.ReadOnlyUserId) throw new RuleException(Rule.ConflictingParameters, $"-DatabaseUser and -ReadOnlyUser of {Title} {value} are the same user. Specify different users.");
    }
}
