using System.Security;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Model.Passwords;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Sites;

/// <summary>A user with access to a protected folder of a website.</summary>
[PanelObject("sites_web_folder_user", Form = "sites/web_folder_user", IdColumn = "web_folder_user_id", Noun = "NpWebFolderUser", Title = "folder user", Unique = false,
    View = "Id:5> Username:32 FolderId:8> Active")]
public sealed partial record WebFolderUser : PanelObject
{
    /// <summary>User name for logging in; the natural key within a folder.</summary>
    [Column("username", Aliases = ["UserName"]), Key, Required(Position = 0)] public string Username { get; init; } = "";

    /// <summary>ID of the protected folder.</summary>
    [Column("web_folder_id"), Link(typeof(WebFolder), Parent = true), KeyPart] public long FolderId { get; init; }

    /// <summary>Password. It is checked against the panel's password rule; only its hash is sent. It is never read back.</summary>
    [Column("password"), Secret(Mandatory = true, Hashed = HashedFor.WebServer)] public SecureString? Password { get; init; }

    /// <summary>Whether the user can log in.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>ID of the website's server.</summary>
    [Column("server_id")] public long ServerId { get; init; } = 1;
}

public sealed partial class WebFolderUserNoun
{
    /// <inheritdoc/>
    public override StringComparison KeyComparison => StringComparison.Ordinal;

    private const string Others = "_ . -";
    private const int Longest = 64;

    /// <inheritdoc/>
    public override bool SharesOwner => true;

    /// <inheritdoc/>
    public override async ValueTask<Prepared<WebFolderUser>> PrepareAsync(WebFolderUser value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
    {
        NamePrefix.Check(value.Username, "", Title, Others, Longest);
        if (value.FolderId <= 0) throw new RuleException(Rule.ParentMissing, $"The {Title} {value} has no folder. Specify -WebFolder by path or ID.");
        return await InheritFromParentAsync(value, given, lookup, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async ValueTask<WebFolderUser> PrepareChangeAsync(WebFolderUser before, WebFolderUser after, PanelLookup lookup, CancellationToken cancel)
    {
        if (after.FolderId != before.FolderId) throw new RuleException(Rule.MoveNotAllowed, $"Cannot move {Title} {before} to another folder. Remove it and create it in the other folder.");
        if (after.Username == before.Username) return after;
        NamePrefix.Check(after.Username, "", Title, Others, Longest);
        if (await FindExistingAsync(after, lookup, cancel).ConfigureAwait(false) is { } existing && existing.Id != before.Id)
            throw new PanelException(FaultKind.Duplicate, Functions + "_update", $"The {Title} {after} already exists in its folder.");
        return after;
    }
}
