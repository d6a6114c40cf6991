using System.Security;
using System.Security.Cryptography;
using System.Text;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>A user who reaches a directory of a website over WebDAV (Apache).</summary>
[PanelObject("sites_webdav_user", Form = "sites/webdav_user", IdColumn = "webdav_user_id", Noun = "NpWebDavUser", Title = "WebDAV user",
    View = "Id:5> Username:24 Directory:24 WebsiteId:9> Active")]
[Counts(nameof(Client.WebDavUserLimit))]
public sealed partial record WebDavUser : PanelObject
{
    /// <summary>The whole name to log in with, the prefix included; the natural key. A new one gets the panel's prefix unless it has it.</summary>
    [Column("username", Aliases = ["UserName"]), Key, Required(Position = 0)] public string Username { get; init; } = "";

    /// <summary>The part of its name that stands before it; the panel's setting unless given, empty for none.</summary>
    [Column("username_prefix"), PutBeforeName] public string UsernamePrefix { get; init; } = "";

    /// <summary>Its name without the prefix.</summary>
    public string ShortName => NamePrefix.Without(UsernamePrefix, Username);

    /// <summary>The password. It leaves this machine as the digest that the web server checks (RFC 7616), never as it is, and is never read back.</summary>
    [Column("password"), Secret(Mandatory = true)] public SecureString? Password { get; init; }

    /// <summary>The number of the website whose files it reaches.</summary>
    [Column("parent_domain_id"), Link(typeof(Website), Parent = true)] public long WebsiteId { get; init; }

    /// <summary>The directory it is kept in, relative to the website's webdav directory; its name unless given.</summary>
    [Column("dir", Aliases = ["Path"])] public string Directory { get; init; } = "";

    /// <summary>Whether it may log in.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>The number of the website's server.</summary>
    [Column("server_id")] public long ServerId { get; init; } = 1;
}

public sealed partial class WebDavUserNoun
{
    private PrefixedNames Names => new("webdavuser_prefix", Title, "_ . - @", 64);

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
        return await FollowAsync(value with { Directory = SiteDirectory.Relative(value.Directory, site, "webdav") }, given, lookup, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async ValueTask<WebDavUser> ForOwnerAsync(WebDavUser value, ColumnSet given, Owner owner, PanelLookup lookup, CancellationToken cancel)
    {
        var (name, prefix) = await Names.ChooseAsync(value.Username, given.Contains(UsernamePrefixOrdinal) ? value.UsernamePrefix : null, owner, value.WebsiteId, lookup, cancel).ConfigureAwait(false);
        return Digested(value with { Username = name, UsernamePrefix = prefix, Directory = value.Directory.Length > 0 ? value.Directory : value.Username });
    }

    /// <summary>Name and directory are part of the digest, so neither changes without the password.</summary>
    /// <inheritdoc/>
    public override async ValueTask<WebDavUser> PrepareChangeAsync(WebDavUser before, WebDavUser after, PanelLookup lookup, CancellationToken cancel)
    {
        if (after.WebsiteId != before.WebsiteId) throw new FormatException($"{Title} {before} stays with its website. Remove it and add it to the other one.");
        await CheckPasswordAsync(after, lookup, cancel).ConfigureAwait(false);
        var (name, prefix) = await Names.RenameAsync((before.Username, before.UsernamePrefix), (after.Username, after.UsernamePrefix), before.OwnerGroupId, before.WebsiteId, lookup, cancel).ConfigureAwait(false);
        var user = after with { Username = name, UsernamePrefix = prefix };
        if (after.Directory != before.Directory)
            user = user with { Directory = SiteDirectory.Relative(after.Directory, await ParentWebsite.WebsiteAsync(after.WebsiteId, Title, before.Username, lookup, cancel).ConfigureAwait(false), "webdav") };
        if ((user.Username != before.Username || user.Directory != before.Directory) && user.Password is null)
            throw new FormatException($"The password of {Title} {before} holds for this name and directory only. Give -Password too.");
        return Digested(user);
    }

    // The panel sees the digest and not what it was made from.
    private static async ValueTask CheckPasswordAsync(WebDavUser value, PanelLookup lookup, CancellationToken cancel)
    {
        if (value.Password is null) return;
        var rule = await lookup.PasswordRuleAsync(cancel).ConfigureAwait(false);
        if (rule.Complaint(SecretText.Reveal(value.Password)) is { } complaint) throw new FormatException(complaint);
    }

    // The panel's own pages store this digest, which its servers put into place as it is; its remote API would store the password itself.
    private static WebDavUser Digested(WebDavUser value)
    {
        if (value.Password is null) return value;
#pragma warning disable CA5351 // What digest authentication is made of.
        var digest = MD5.HashData(Encoding.UTF8.GetBytes($"{value.Username}:{value.Directory}:{SecretText.Reveal(value.Password)}"));
#pragma warning restore CA5351
        return value with { Password = SecretText.From(Convert.ToHexString(digest).ToLowerInvariant()) };
    }
}
