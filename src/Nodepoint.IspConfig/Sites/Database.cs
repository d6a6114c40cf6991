using System.Net;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Sites;

/// <summary>A database of a website.</summary>
[PanelObject("sites_database", Form = "sites/database", Table = "web_database", IdColumn = "database_id", Noun = "NpDatabase", Title = "database", Service = ServerService.Database, Hidden = ["last_quota_notification"],
    View = "Id:5> Name:28 WebsiteId:9> UserId:6> Quota:9> Charset:8 Active")]
[Counts(nameof(Client.DatabaseLimit))]
public sealed partial record Database : PanelObject
{
    /// <summary>Its whole name, the prefix included; the natural key. A new one gets the panel's prefix unless it has it.</summary>
    [Column("database_name", Aliases = ["DatabaseName", "Database"]), Key, Required(Position = 0)] public string Name { get; init; } = "";

    /// <summary>The part of its name that stands before it; the panel's setting unless given, empty for none.</summary>
    [Column("database_name_prefix"), PutBeforeName] public string NamePrefix { get; init; } = "";

    /// <summary>Its name without the prefix.</summary>
    public string ShortName => Sites.NamePrefix.Without(NamePrefix, Name);

    /// <summary>The number of the website that it belongs to.</summary>
    [Column("parent_domain_id"), Link(typeof(Website), Parent = true)] public long WebsiteId { get; init; }

    /// <summary>The number of the database user who may do everything; 0 is nobody.</summary>
    [Column("database_user_id"), Link(typeof(DatabaseUser), Optional = true)] public long UserId { get; init; }

    /// <summary>The number of the database user who may only read; 0 is nobody.</summary>
    [Column("database_ro_user_id"), Link(typeof(DatabaseUser), Name = "ReadOnlyUser", Optional = true)] public long ReadOnlyUserId { get; init; }

    /// <summary>Its room in bytes; -1 is unlimited.</summary>
    [Column("database_quota", Unit = 1048576, HasUnlimited = true), Counts(nameof(Client.DatabaseQuotaLimit))] public long Quota { get; init; } = -1;

    /// <summary>How it stores characters; it cannot be changed.</summary>
    [Column("database_charset")] public DatabaseCharset Charset { get; init; }

    /// <summary>Whether it can be reached from other machines; it is, where its website lies on another server.</summary>
    [Column("remote_access")] public bool RemoteAccess { get; init; }

    /// <summary>The addresses it can be reached from; none is from all.</summary>
    [Column("remote_ips")] public string[] RemoteIps { get; init; } = [];

    /// <summary>Whether it can be used.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>How often it is backed up; as often as its website unless given.</summary>
    [Column("backup_interval", Resend = true)] public BackupInterval BackupInterval { get; init; }

    /// <summary>How many backups are kept; as many as of its website unless given.</summary>
    [Column("backup_copies", Resend = true)] public long BackupCopies { get; init; } = 1;

    /// <summary>Whether it has passed its room.</summary>
    [Column("quota_exceeded", ReadOnly = true)] public bool QuotaExceeded { get; init; }

    /// <summary>What kind of database it is.</summary>
    [Column("type", Internal = true)] public string Kind { get; init; } = "mysql";

    /// <summary>The number of its database server; its client's default unless given.</summary>
    [Column("server_id")] public long ServerId { get; init; } = 1;
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
        var site = await ParentWebsite.WebsiteAsync(value.WebsiteId, Title, value.Name, lookup, cancel).ConfigureAwait(false);
        await CheckUsersAsync(value, site, lookup, cancel).ConfigureAwait(false);
        var (followed, owner) = await FollowAsync(value, given, lookup, cancel).ConfigureAwait(false);
        // Its server is one for databases, which the website's may not be.
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
        if (after.Charset != before.Charset) throw new FormatException($"The charset of {Title} {before} cannot be changed by the panel. Convert its tables, or make a new one.");
        if (after.ServerId != before.ServerId) throw new FormatException($"{Title} {before} cannot be moved to another server: its tables would stay behind. Add it there and remove it here.");
        await ParentWebsite.SameOwnerAsync(before.WebsiteId, after.WebsiteId, $"{Title} {before}", lookup, cancel).ConfigureAwait(false);
        CheckAddresses(after);
        if (after.UserId != before.UserId || after.ReadOnlyUserId != before.ReadOnlyUserId)
            await CheckUsersAsync(after, await ParentWebsite.WebsiteAsync(after.WebsiteId, Title, after.Name, lookup, cancel).ConfigureAwait(false), lookup, cancel).ConfigureAwait(false);
        if (after.Name == before.Name && after.NamePrefix == before.NamePrefix) return after;
        var (name, prefix) = await Names.RenameAsync((before.Name, before.NamePrefix), (after.Name, after.NamePrefix), before.OwnerGroupId, before.WebsiteId, lookup, cancel).ConfigureAwait(false);
        if (await FindExistingAsync(after with { Name = name }, lookup, cancel).ConfigureAwait(false) is { } there && there.Id != before.Id && there.ServerId == before.ServerId)
            throw new PanelException(FaultKind.Duplicate, Functions + "_update", $"{Title} {name} is there already.");
        return after with { Name = name, NamePrefix = prefix };
    }

    /// <inheritdoc/>
    public override string? Caution(Database before, Database after)
        => before.Name == after.Name ? null : $"Whatever uses the database {before} has to be told its new name {after}.";

    private static void CheckAddresses(Database value)
    {
        if (Array.Find(value.RemoteIps, text => !IPAddress.TryParse(text, out _) && !IPNetwork.TryParse(text, out _)) is { } bad)
            throw new FormatException($"'{bad}' is no address for database {value} to be reached from. Give -RemoteIps as addresses such as 192.0.2.10.");
    }

    // The panel takes users that are not there, and users of other clients.
    private async ValueTask CheckUsersAsync(Database value, Website site, PanelLookup lookup, CancellationToken cancel)
    {
        foreach (var id in new[] { value.UserId, value.ReadOnlyUserId }.Where(id => id > 0))
        {
            var user = await lookup.FindAsync(DatabaseUserNoun.Instance, new Reference<DatabaseUser>(id), cancel).ConfigureAwait(false);
            if (user.OwnerGroupId != site.OwnerGroupId) throw new FormatException($"Database user {user} belongs to another client than website {site}, so it cannot be used for {Title} {value}. Make one for that client with New-NpDatabaseUser.");
        }

        if (value.UserId > 0 && value.UserId == value.ReadOnlyUserId) throw new FormatException($"The user who may only read {Title} {value} must be another one than the user who may do everything.");
    }
}
