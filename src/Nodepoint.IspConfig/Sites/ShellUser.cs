using System.Security;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Passwords;

namespace Nodepoint.IspConfig.Sites;

/// <summary>A user who reaches a website's server by SSH.</summary>
[PanelObject("sites_shell_user", Form = "sites/shell_user", IdColumn = "shell_user_id", Noun = "NpShellUser", Title = "shell user",
    View = "Id:5> Username:20 Directory:32 Chroot:8 Active")]
[Counts(nameof(Client.ShellUserLimit))]
public sealed partial record ShellUser : PanelObject
{
    /// <summary>The whole name to log in with, the prefix included; the natural key. A new one gets the panel's prefix unless it has it.</summary>
    [Column("username", Aliases = ["UserName"]), Key, Required(Position = 0)] public string Username { get; init; } = "";

    /// <summary>The part of its name that stands before it; the panel's setting unless given, empty for none.</summary>
    [Column("username_prefix"), PutBeforeName] public string UsernamePrefix { get; init; } = "";

    /// <summary>Its name without the prefix.</summary>
    public string ShortName => NamePrefix.Without(UsernamePrefix, Username);

    /// <summary>The password; the panel asks for a strong one. A user with an SSH key can do without. Hashed before it leaves this machine; never read back.</summary>
    [Column("password"), Secret(Hashed = HashedFor.Server)] public SecureString? Password { get; init; }

    /// <summary>The number of the website whose server it reaches.</summary>
    [Column("parent_domain_id"), Link(typeof(Website), Parent = true)] public long WebsiteId { get; init; }

    /// <summary>What of the server it can see.</summary>
    [Column("chroot")] public ShellChroot Chroot { get; init; }

    /// <summary>Its home directory: a whole path below the website's, or one relative to it; the website's unless given.</summary>
    [Column("dir", Aliases = ["Path", "HomeDirectory"])] public string Directory { get; init; } = "";

    /// <summary>The program it gets: its path.</summary>
    [Column("shell")] public string Shell { get; init; } = "/bin/bash";

    /// <summary>The public SSH keys that let it in, one a line.</summary>
    [Column("ssh_rsa", Aliases = ["PublicKey"])] public string SshKey { get; init; } = "";

    /// <summary>Room for its files in bytes; -1 is unlimited.</summary>
    [Column("quota_size", Unit = 1048576, HasUnlimited = true, Aliases = ["DiskQuota"])] public long Quota { get; init; } = -1;

    /// <summary>Whether it may log in.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>The system user it is; the website's unless given.</summary>
    [Column("puser")] public string SystemUser { get; init; } = "";

    /// <summary>The system group it is in; the website's unless given.</summary>
    [Column("pgroup")] public string SystemGroup { get; init; } = "";

    /// <summary>The number of the website's server.</summary>
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
        if (value.Password is null && value.PasswordHash is null && keys.Length == 0) throw new FormatException($"{Title} {value.Username} could not log in. Give -Password, -GeneratePassword or -SshKey.");
        var site = await ParentWebsite.WebsiteAsync(value.WebsiteId, Title, value.Username, lookup, cancel).ConfigureAwait(false);
        return await FollowAsync(value with
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
        if (after.WebsiteId != before.WebsiteId) throw new FormatException($"{Title} {before} stays with its website. Remove it and add it to the other one.");
        var sshKey = after.SshKey == before.SshKey ? after.SshKey : SshKeys.Normalize(after.SshKey);
        var (name, prefix) = await Names.RenameAsync((before.Username, before.UsernamePrefix), (after.Username, after.UsernamePrefix), before.OwnerGroupId, before.WebsiteId, lookup, cancel).ConfigureAwait(false);
        var user = after with { SshKey = sshKey, Username = name, UsernamePrefix = prefix };
        return after.Directory == before.Directory ? user
            : user with { Directory = SiteDirectory.Resolve(after.Directory, await ParentWebsite.WebsiteAsync(after.WebsiteId, Title, before.Username, lookup, cancel).ConfigureAwait(false)) };
    }
}
