using System.Security;
using System.Security.Cryptography;
using System.Text;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Sites;

/// <summary>A user with WebDAV access to a directory of a website (Apache).</summary>
[PanelObject("sites_webdav_user", Form = "sites/webdav_user", IdColumn = "webdav_user_id", Noun = "NpWebDavUser", Title = "WebDAV user",
    View = "Id:5> Username:24 Directory:24 WebsiteId:9> Active")]
[Counts(nameof(Clients.Client.WebDavUserLimit))]
public sealed partial record WebDavUser : PanelObject
{
    /// <summary>Login name including the prefix; the natural key. The panel's prefix is added to the name of a new user unless the name already begins with it.</summary>
    [Column("username", Aliases = ["UserName"]), Key, Required(Position = 0)] public string Username { get; init; } = "";

    /// <summary>Prefix of the name. The default is the panel's setting; empty for no prefix.</summary>
    [Column("username_prefix"), PutBeforeName] public string UsernamePrefix { get; init; } = "";

    /// <summary>Name without the prefix.</summary>
    public string ShortName => NamePrefix.Without(UsernamePrefix, Username);

    /// <summary>Password. It is checked against the panel's password rule; only the digest that the web server checks (RFC 7616) is sent. It is never read back.</summary>
    [Column("password"), Secret(Mandatory = true)] public SecureString? Password { get; init; }

    /// <summary>Whether the password is the digest that the panel stores.</summary>
    internal bool HasDigest { get; init; }

    /// <summary>ID of the website whose files the user can access.</summary>
    [Column("parent_domain_id"), Link(typeof(Website), Parent = true)] public long WebsiteId { get; init; }

    /// <summary>Directory that the user is restricted to, relative to the website's webdav directory. The default is the user name.</summary>
    [Column("dir", NotEmpty = true, Aliases = ["Path"])] public string Directory { get; init; } = "";

    /// <summary>Whether the user can log in.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>ID of the website's server.</summary>
    [Column("server_id")] public long ServerId { get; init; } = 1;
}

public sealed partial class WebDavUserNoun
{
    private PrefixedNames Names => new("webdavuser_prefix", Title, "_ . - @", 64);

    /// <inheritdoc/>
    internal override WebDavUser AsStored(WebDavUser value) => value with { HasDigest = true };

    /// <inheritdoc/>
    public override WebDavUser Carry(WebDavUser requested, WebDavUser after) => after with { HasDigest = requested.HasDigest };

    /// <inheritdoc/>
    public override bool HasShortKeys => true;

    /// <inheritdoc/>
    public override bool SharesOwner => true;

    /// <inheritdoc/>
    public override string ShortKeyOf(WebDavUser value) => value.ShortName;

    /// <inheritdoc/>
    public override async ValueTask<Prepared<WebDavUser>> PrepareAsync(WebDavUser value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
    {
        Names.Check(value.Username);
        await CheckPasswordAsync(value, lookup, cancel).ConfigureAwait(false);
        var site = await ParentWebsite.WebsiteAsync(value.WebsiteId, Title, value.Username, lookup, cancel).ConfigureAwait(false);
        return await InheritFromParentAsync(value with { Directory = SiteDirectory.Relative(value.Directory, site, "webdav") }, given, lookup, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async ValueTask<WebDavUser> ForOwnerAsync(WebDavUser value, ColumnSet given, Owner owner, PanelLookup lookup, CancellationToken cancel)
    {
        var (name, prefix) = await Names.ChooseAsync(value.Username, given.Contains(UsernamePrefixOrdinal) ? value.UsernamePrefix : null, owner, value.WebsiteId, lookup, cancel).ConfigureAwait(false);
        return WithDigest(value with { Username = name, UsernamePrefix = prefix, Directory = value.Directory.Length > 0 ? value.Directory : value.Username });
    }

    /// <summary>The name and the directory are part of the digest, so neither can change without the password.</summary>
    /// <inheritdoc/>
    public override async ValueTask<WebDavUser> PrepareChangeAsync(WebDavUser before, WebDavUser after, PanelLookup lookup, CancellationToken cancel)
    {
        if (after.WebsiteId != before.WebsiteId) throw new RuleException(Rule.MoveNotAllowed, $"Cannot move {Title} {before} to another website. Remove it and create it on the other website.");
        await CheckPasswordAsync(after, lookup, cancel).ConfigureAwait(false);
        var (name, prefix) = await Names.RenameAsync((before.Username, before.UsernamePrefix), (after.Username, after.UsernamePrefix), before.OwnerGroupId, before.WebsiteId, lookup, cancel).ConfigureAwait(false);
        var user = after with { Username = name, UsernamePrefix = prefix };
        if (after.Directory != before.Directory)
            user = user with { Directory = SiteDirectory.Relative(after.Directory, await ParentWebsite.WebsiteAsync(after.WebsiteId, Title, before.Username, lookup, cancel).ConfigureAwait(false), "webdav") };
        if ((user.Username != before.Username || user.Directory != before.Directory) && user.Password is null)
            throw new RuleException(Rule.PasswordMissing, $"The stored password of {Title} {before} is valid only for its current name and directory. Specify -Password too.");
        return WithDigest(user);
    }

    // The panel gets only the digest, so it cannot check the password.
    private static async ValueTask CheckPasswordAsync(WebDavUser value, PanelLookup lookup, CancellationToken cancel)
    {
        if (value.Password is null || value.HasDigest) return;
        var rule = await lookup.PasswordRuleAsync(cancel).ConfigureAwait(false);
        if (rule.Validate(SecretText.Reveal(value.Password)) is { } complaint) throw new RuleException(Rule.InvalidPassword, complaint);
    }

    // The panel's web interface stores this digest, which its servers use unchanged; the remote API would store the password itself.
    private static WebDavUser WithDigest(WebDavUser value)
    {
        if (value.Password is null || value.HasDigest) return value;
#pragma warning disable CA5351 // Digest authentication requires MD5.
        var digest = MD5.HashData(Encoding.UTF8.GetBytes($"{value.Username}:{value.Directory}:{SecretText.Reveal(value.Password)}"));
#pragma warning restore CA5351
        return value with { Password = SecretText.From(Convert.ToHexString(digest).ToLowerInvariant()) };
    }
}
