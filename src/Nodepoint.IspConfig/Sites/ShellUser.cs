using System.Security;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Model.Passwords;

namespace Nodepoint.IspConfig.Sites;

/// <summary>A user with SSH access to the server of a website.</summary>
[PanelObject("sites_shell_user", Form = "sites/shell_user", IdColumn = "shell_user_id", Noun = "NpShellUser", Title = "shell user",
    View = "Id:5> Username:20 Directory:32 Chroot:8 Active")]
[Counts(nameof(Clients.Client.ShellUserLimit))]
public sealed partial record ShellUser : PanelObject
{
    /// <summary>Login name including the prefix; the natural key. The panel's prefix is added to the name of a new user unless the name already begins with it.</summary>
    [Column("username", Aliases = ["UserName"]), Key, Required(Position = 0)] public string Username { get; init; } = "";

    /// <summary>Prefix of the name. The default is the panel's setting; empty for no prefix.</summary>
    [Column("username_prefix"), PutBeforeName] public string UsernamePrefix { get; init; } = "";

    /// <summary>Name without the prefix.</summary>
    public string ShortName => NamePrefix.Without(UsernamePrefix, Username);

    /// <summary>Password; optional for a user with an SSH key. It is checked against the panel's password rule; only its hash is sent. It is never read back.</summary>
    [Column("password"), Secret(Hashed = HashedFor.Server)] public SecureString? Password { get; init; }

    /// <summary>ID of the website whose server the user can access.</summary>
    [Column("parent_domain_id"), Link(typeof(Website), Parent = true)] public long WebsiteId { get; init; }

    /// <summary>Chroot environment of the user.</summary>
    [Column("chroot")] public ShellChroot Chroot { get; init; }

    /// <summary>Home directory: an absolute path in the website's directory, or a path relative to it. The default is the website's directory.</summary>
    [Column("dir", NotEmpty = true, Aliases = ["Path", "HomeDirectory"])] public string Directory { get; init; } = "";

    /// <summary>Path of the login shell.</summary>
    [Column("shell", NotEmpty = true)] public string Shell { get; init; } = "/bin/bash";

    /// <summary>Public SSH keys for logging in, one per line.</summary>
    [Column("ssh_rsa", Aliases = ["PublicKey"])] public string SshKey { get; init; } = "";

    /// <summary>Size limit for the files in bytes; -1 is unlimited.</summary>
    [Column("quota_size", Unit = 1048576, HasUnlimited = true, Aliases = ["DiskQuota"])] public long Quota { get; init; } = -1;

    /// <summary>Whether the user can log in.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>System user that the user logs in as. The default is that of the website.</summary>
    [Column("puser", NotEmpty = true)] public string SystemUser { get; init; } = "";

    /// <summary>System group of the user. The default is that of the website.</summary>
    [Column("pgroup", NotEmpty = true)] public string SystemGroup { get; init; } = "";

    /// <summary>ID of the website's server.</summary>
    [Column("server_id")] public long ServerId { get; init; } = 1;
}

public sealed partial class ShellUserNoun
{
    private PrefixedNames Names => new("shelluser_prefix", Title, "_ . -", 32);

    /// <inheritdoc/>
    public override bool HasShortKeys => true;

    /// <inheritdoc/>
    public override bool SharesOwner => true;

    /// <inheritdoc/>
    public override string ShortKeyOf(ShellUser value) => value.ShortName;

    /// <inheritdoc/>
    public override async ValueTask<Prepared<ShellUser>> PrepareAsync(ShellUser value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
    {
        Names.Check(value.Username);
        var keys = SshKeys.Normalize(value.SshKey);
        if (value.Password is null && value.PasswordHash is null && keys.Length == 0) throw new RuleException(Rule.PasswordMissing, $"The {Title} '{value.Username}' has neither a password nor an SSH key and could not log in. Specify -Password, -GeneratePassword or -SshKey.");
        var site = await ParentWebsite.WebsiteAsync(value.WebsiteId, Title, value.Username, lookup, cancel).ConfigureAwait(false);
        return await InheritFromParentAsync(value with
        {
            SshKey = keys,
            Directory = SiteDirectory.Resolve(value.Directory, site),
            SystemUser = value.SystemUser.Length > 0 ? value.SystemUser : site.SystemUser,
            SystemGroup = value.SystemGroup.Length > 0 ? value.SystemGroup : site.SystemGroup,
        }, given, lookup, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async ValueTask<ShellUser> ForOwnerAsync(ShellUser value, ColumnSet given, Owner owner, PanelLookup lookup, CancellationToken cancel)
    {
        var (name, prefix) = await Names.ChooseAsync(value.Username, given.Contains(UsernamePrefixOrdinal) ? value.UsernamePrefix : null, owner, value.WebsiteId, lookup, cancel).ConfigureAwait(false);
        return value with { Username = name, UsernamePrefix = prefix };
    }

    /// <inheritdoc/>
    public override async ValueTask<ShellUser> PrepareChangeAsync(ShellUser before, ShellUser after, PanelLookup lookup, CancellationToken cancel)
    {
        if (after.WebsiteId != before.WebsiteId) throw new RuleException(Rule.MoveNotAllowed, $"Cannot move {Title} {before} to another website. Remove it and create it on the other website.");
        var sshKey = after.SshKey == before.SshKey ? after.SshKey : SshKeys.Normalize(after.SshKey);
        var (name, prefix) = await Names.RenameAsync((before.Username, before.UsernamePrefix), (after.Username, after.UsernamePrefix), before.OwnerGroupId, before.WebsiteId, lookup, cancel).ConfigureAwait(false);
        var user = after with { SshKey = sshKey, Username = name, UsernamePrefix = prefix };
        return after.Directory == before.Directory ? user
            : user with { Directory = SiteDirectory.Resolve(after.Directory, await ParentWebsite.WebsiteAsync(after.WebsiteId, Title, before.Username, lookup, cancel).ConfigureAwait(false)) };
    }
}
