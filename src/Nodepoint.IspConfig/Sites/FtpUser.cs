using System.Security;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Model.Passwords;

namespace Nodepoint.IspConfig.Sites;

/// <summary>A user with FTP access to the files of a website.</summary>
[PanelObject("sites_ftp_user", Form = "sites/ftp_user", IdColumn = "ftp_user_id", Noun = "NpFtpUser", Title = "FTP user", Hidden = ["user_type", "user_config"],
    View = "Id:5> Username:20 Directory:34 Quota:9> Active")]
[Counts(nameof(Clients.Client.FtpUserLimit))]
public sealed partial record FtpUser : PanelObject
{
    /// <summary>Login name including the prefix; the natural key. The panel's prefix is added to the name of a new user unless the name already begins with it.</summary>
    [Column("username", Aliases = ["UserName"]), Key, Required(Position = 0)] public string Username { get; init; } = "";

    /// <summary>Prefix of the name. The default is the panel's setting; empty for no prefix.</summary>
    [Column("username_prefix"), PutBeforeName] public string UsernamePrefix { get; init; } = "";

    /// <summary>Name without the prefix.</summary>
    public string ShortName => NamePrefix.Without(UsernamePrefix, Username);

    /// <summary>Password. It is checked against the panel's password rule; only its hash is sent. It is never read back.</summary>
    [Column("password"), Secret(Mandatory = true, Hashed = HashedFor.Server)] public SecureString? Password { get; init; }

    /// <summary>ID of the website whose files the user can access.</summary>
    [Column("parent_domain_id"), Link(typeof(Website), Parent = true)] public long WebsiteId { get; init; }

    /// <summary>Directory that the user is restricted to: an absolute path in the website's directory, or a path relative to it. The default is the website's directory.</summary>
    [Column("dir", NotEmpty = true, Aliases = ["Path"])] public string Directory { get; init; } = "";

    /// <summary>Size limit for the files in bytes; -1 is unlimited.</summary>
    [Column("quota_size", Unit = 1048576, HasUnlimited = true, Aliases = ["DiskQuota"])] public long Quota { get; init; } = -1;

    /// <summary>Whether the user can log in.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>System user that owns the files. The default is that of the website.</summary>
    [Column("uid", NotEmpty = true)] public string SystemUser { get; init; } = "";

    /// <summary>System group that owns the files. The default is that of the website.</summary>
    [Column("gid", NotEmpty = true)] public string SystemGroup { get; init; } = "";

    /// <summary>Maximum number of files; -1 is unlimited.</summary>
    [Column("quota_files", HasUnlimited = true, Unlimited = 0, Most = long.MaxValue)] public long FileLimit { get; init; } = -1;

    /// <summary>Uploads in the upload-to-download ratio; -1 for no ratio.</summary>
    [Column("ul_ratio", HasUnlimited = true, Unlimited = 0)] public long UploadRatio { get; init; } = -1;

    /// <summary>Downloads in the upload-to-download ratio; -1 for no ratio.</summary>
    [Column("dl_ratio", HasUnlimited = true, Unlimited = 0)] public long DownloadRatio { get; init; } = -1;

    /// <summary>Upload limit in bytes per second; -1 is unlimited.</summary>
    [Column("ul_bandwidth", Unit = 1024, HasUnlimited = true, Unlimited = 0)] public long UploadBandwidth { get; init; } = -1;

    /// <summary>Download limit in bytes per second; -1 is unlimited.</summary>
    [Column("dl_bandwidth", Unit = 1024, HasUnlimited = true, Unlimited = 0)] public long DownloadBandwidth { get; init; } = -1;

    /// <summary>Time until which the user can log in; null for no limit.</summary>
    [Column("expires")] public DateTimeOffset? Expires { get; init; }

    /// <summary>ID of the website's server.</summary>
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
        return await InheritFromParentAsync(value with
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
        if (after.WebsiteId != before.WebsiteId) throw new RuleException(Rule.MoveNotAllowed, $"Cannot move {Title} {before} to another website. Remove it and create it on the other website.");
        var (name, prefix) = await Names.RenameAsync((before.Username, before.UsernamePrefix), (after.Username, after.UsernamePrefix), before.OwnerGroupId, before.WebsiteId, lookup, cancel).ConfigureAwait(false);
        var user = after with { Username = name, UsernamePrefix = prefix };
        return after.Directory == before.Directory ? user
            : user with { Directory = SiteDirectory.Resolve(after.Directory, await ParentWebsite.WebsiteAsync(after.WebsiteId, Title, before.Username, lookup, cancel).ConfigureAwait(false)) };
    }
}
