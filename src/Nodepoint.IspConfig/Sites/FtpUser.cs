using System.Security;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Passwords;

namespace Nodepoint.IspConfig.Sites;

/// <summary>A user who reaches the files of a website over FTP.</summary>
[PanelObject("sites_ftp_user", Form = "sites/ftp_user", IdColumn = "ftp_user_id", Noun = "NpFtpUser", Title = "FTP user", Hidden = ["user_type", "user_config"],
    View = "Id:5> Username:20 Directory:34 Quota:9> Active")]
[Counts(nameof(Client.FtpUserLimit))]
public sealed partial record FtpUser : PanelObject
{
    /// <summary>The whole name to log in with, the prefix included; the natural key. A new one gets the panel's prefix unless it has it.</summary>
    [Column("username", Aliases = ["UserName"]), Key, Required(Position = 0)] public string Username { get; init; } = "";

    /// <summary>The part of its name that stands before it; the panel's setting unless given, empty for none.</summary>
    [Column("username_prefix"), PutBeforeName] public string UsernamePrefix { get; init; } = "";

    /// <summary>Its name without the prefix.</summary>
    public string ShortName => NamePrefix.Without(UsernamePrefix, Username);

    /// <summary>The password; the panel asks for a strong one. Hashed before it leaves this machine; never read back.</summary>
    [Column("password"), Secret(Mandatory = true, Hashed = HashedFor.Server)] public SecureString? Password { get; init; }

    /// <summary>The number of the website whose files it reaches.</summary>
    [Column("parent_domain_id"), Link(typeof(Website), Parent = true)] public long WebsiteId { get; init; }

    /// <summary>The directory it is kept in: a whole path below the website's, or one relative to it; the website's unless given.</summary>
    [Column("dir", Aliases = ["Path"])] public string Directory { get; init; } = "";

    /// <summary>Room for its files in bytes; -1 is unlimited.</summary>
    [Column("quota_size", Unit = 1048576, HasUnlimited = true, Aliases = ["DiskQuota"])] public long Quota { get; init; } = -1;

    /// <summary>Whether it may log in.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>The system user that owns its files; the website's unless given.</summary>
    [Column("uid")] public string SystemUser { get; init; } = "";

    /// <summary>The system group that owns its files; the website's unless given.</summary>
    [Column("gid")] public string SystemGroup { get; init; } = "";

    /// <summary>How many files it may have; -1 is unlimited.</summary>
    [Column("quota_files", HasUnlimited = true, Unlimited = 0, Most = long.MaxValue)] public long FileLimit { get; init; } = -1;

    /// <summary>Its share of uploads in the ratio of uploads to downloads; -1 is no ratio.</summary>
    [Column("ul_ratio", HasUnlimited = true, Unlimited = 0)] public long UploadRatio { get; init; } = -1;

    /// <summary>Its share of downloads in the ratio of uploads to downloads; -1 is no ratio.</summary>
    [Column("dl_ratio", HasUnlimited = true, Unlimited = 0)] public long DownloadRatio { get; init; } = -1;

    /// <summary>How many bytes it may upload in a second; -1 is unlimited.</summary>
    [Column("ul_bandwidth", Unit = 1024, HasUnlimited = true, Unlimited = 0)] public long UploadBandwidth { get; init; } = -1;

    /// <summary>How many bytes it may download in a second; -1 is unlimited.</summary>
    [Column("dl_bandwidth", Unit = 1024, HasUnlimited = true, Unlimited = 0)] public long DownloadBandwidth { get; init; } = -1;

    /// <summary>Until when it may log in; null is for ever.</summary>
    [Column("expires")] public DateTimeOffset? Expires { get; init; }

    /// <summary>The number of the website's server.</summary>
    [Column("server_id")] public long ServerId { get; init; } = 1;
}

public sealed partial class FtpUserNoun
{
    private PrefixedNames Names => new("ftpuser_prefix", Title, "_ . - @ +", 64);

    /// <inheritdoc/>
    public override bool HasShortKeys => true;

    /// <inheritdoc/>
    public override bool SharesOwner => true;

    /// <inheritdoc/>
    public override string ShortKeyOf(FtpUser value) => value.ShortName;

    /// <inheritdoc/>
    public override async ValueTask<Prepared<FtpUser>> PrepareAsync(FtpUser value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
    {
        Names.Check(value.Username);
        var site = await ParentWebsite.WebsiteAsync(value.WebsiteId, Title, value.Username, lookup, cancel).ConfigureAwait(false);
        return await FollowAsync(value with
        {
            Directory = SiteDirectory.Resolve(value.Directory, site),
            SystemUser = value.SystemUser.Length > 0 ? value.SystemUser : site.SystemUser,
            SystemGroup = value.SystemGroup.Length > 0 ? value.SystemGroup : site.SystemGroup,
        }, given, lookup, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async ValueTask<FtpUser> ForOwnerAsync(FtpUser value, ColumnSet given, Owner owner, PanelLookup lookup, CancellationToken cancel)
    {
        var (name, prefix) = await Names.ChooseAsync(value.Username, given.Contains(UsernamePrefixOrdinal) ? value.UsernamePrefix : null, owner, value.WebsiteId, lookup, cancel).ConfigureAwait(false);
        return value with { Username = name, UsernamePrefix = prefix };
    }

    /// <inheritdoc/>
    public override async ValueTask<FtpUser> PrepareChangeAsync(FtpUser before, FtpUser after, PanelLookup lookup, CancellationToken cancel)
    {
        if (after.WebsiteId != before.WebsiteId) throw new FormatException($"{Title} {before} stays with its website. Remove it and add it to the other one.");
        var (name, prefix) = await Names.RenameAsync((before.Username, before.UsernamePrefix), (after.Username, after.UsernamePrefix), before.OwnerGroupId, before.WebsiteId, lookup, cancel).ConfigureAwait(false);
        var user = after with { Username = name, UsernamePrefix = prefix };
        return after.Directory == before.Directory ? user
            : user with { Directory = SiteDirectory.Resolve(after.Directory, await ParentWebsite.WebsiteAsync(after.WebsiteId, Title, before.Username, lookup, cancel).ConfigureAwait(false)) };
    }
}
