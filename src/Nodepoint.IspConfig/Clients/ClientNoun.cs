using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Clients;

public sealed partial class ClientNoun
{
    /// <inheritdoc/>
    public override bool IsGuarded => true;

    /// <summary>Refuses an owner that is not a reseller. The panel accepts any client, and then refuses every change of the new client.</summary>
    /// <inheritdoc/>
    public override async ValueTask CheckOwnerAsync(Reference<Client> owner, PanelLookup lookup, CancellationToken cancel)
    {
        var reseller = await lookup.FindAsync(this, owner, cancel).ConfigureAwait(false);
        if (reseller.ClientLimit == 0)
            throw new RuleException(Rule.OwnerNotAllowed, $"Client {reseller} is not a reseller, so it cannot be the parent of another client. To make it a reseller, set a client limit first: Set-NpClient {reseller} -ClientLimit 10");
    }

    /// <inheritdoc/>
    public override async ValueTask<Prepared<Client>> PrepareAsync(Client value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
    {
        await ClientLists.CheckAsync(new Client(), value, lookup, cancel).ConfigureAwait(false);
        return new Prepared<Client>(Validate(value));
    }

    /// <summary>The modes that a template empties are sent with their defaults: the panel's form does not accept empty ones, and the panel then applies the template again.</summary>
    /// <inheritdoc/>
    public override ColumnSet SentAlong(Client value)
    {
        if (value.TemplateId <= 0) return ColumnSet.Empty;
        var columns = value.PhpModes.Length == 0 ? ColumnSet.Empty.With(PhpModesOrdinal) : ColumnSet.Empty;
        return value.ShellChroot.Length == 0 ? columns.With(ShellChrootOrdinal) : columns;
    }

    /// <inheritdoc/>
    internal override Client AsSent(Client value)
    {
        var along = SentAlong(value);
        return along.IsEmpty ? value : Merge(value, new Client(), along);
    }

    /// <summary>A client belongs to its reseller.</summary>
    /// <inheritdoc/>
    public override async ValueTask<Owner?> OwnerOfAsync(Client value, PanelLookup lookup, CancellationToken cancel) => await lookup.OwnerAsync(new Reference<Client>(value.ResellerId), cancel).ConfigureAwait(false);

    /// <inheritdoc/>
    public override KeyValuePair<string, string> OfOwner(Owner owner) => new("parent_client_id", owner.ClientId.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    internal override long OwnerKey(Client value) => value.ResellerId;

    /// <inheritdoc/>
    internal override long OwnerKey(Owner owner) => owner.ClientId;

    /// <inheritdoc/>
    public override async ValueTask<Client> PrepareChangeAsync(Client before, Client after, PanelLookup lookup, CancellationToken cancel)
    {
        await ClientLists.CheckAsync(before, after, lookup, cancel).ConfigureAwait(false);
        return await TemplateLimits.ApplyAsync(before, KeepUnspecified(before, after, Validate(after)), lookup, cancel).ConfigureAwait(false);
    }

    /// <summary>Any update of a locked client locks it again, and the panel then loses the record of what was disabled before the first lock.</summary>
    /// <inheritdoc/>
    public override string? Caution(Client before, Client after) => before.Locked && after.Locked
        ? $"Client {before} is locked. The panel locks it again with this change and forgets what was disabled before the first lock. After unlocking the client, enable its mailboxes, websites and FTP users yourself."
        : null;

    /// <summary>Any update of a client enables everything that is disabled, so disabled items are read before the update and disabled again after it.</summary>
    /// <inheritdoc/>
    public override async ValueTask<Restoration?> GuardAsync(Client before, Client after, PanelLookup lookup, CancellationToken cancel)
    {
        // Locking disables everything on purpose; unlocking restores what the panel recorded when it locked.
        if (after.Locked || before.Locked) return null;
        var owner = await lookup.OwnerAsync(new Reference<Client>(before.Id), cancel).ConfigureAwait(false);
        var items = await DisabledItems.FindAsync(lookup.Connection, owner.GroupId, cancel).ConfigureAwait(false);
        return items.Count == 0 ? null : new Restoration(items)
        {
            Plan = "disable again what the panel enables by this change",
            Report = $"The panel enables disabled items when a client is changed. Disabled again for {before}",
            EvenAfterFailure = true,
        };
    }

    /// <summary>Finds what the client owns and, for a reseller, its clients and what they own.</summary>
    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<Dependent>> DependentsAsync(Client value, PanelLookup lookup, CancellationToken cancel)
    {
        var owner = await lookup.OwnerAsync(new Reference<Client>(value.Id), cancel).ConfigureAwait(false);
        var dependents = new List<Dependent>();
        foreach (var client in await lookup.Table(this).ListAsync([OfOwner(owner)], cancel).ConfigureAwait(false))
        {
            dependents.AddRange(await DependentsAsync(client, lookup, cancel).ConfigureAwait(false));
            dependents.Add(new Dependent(Title, client.Username, DeleteEverythingCall(client)) { Table = Table });
        }

        dependents.AddRange(await Ownership.FindAsync(owner, lookup, cancel).ConfigureAwait(false));
        return dependents;
    }

    /// <summary>client_delete_everything removes most dependents; those it leaves behind are removed one by one.</summary>
    /// <inheritdoc/>
    public override IEnumerable<PanelCall> RemovalCalls(Client value, IReadOnlyList<Dependent> dependents, PanelLookup lookup)
        => TemplateLimits.AssignedTo(value).Select(template => UnassignCall(value, template))
            .Concat(dependents.Where(Ownership.IsLeftBehind).Select(dependent => dependent.Call))
            .Append(dependents.Count > 0 ? DeleteEverythingCall(value) : new PanelCall("client_delete", writer => writer.WriteNumber("client_id", value.Id)) { Row = RemovalOf(value) });

    // The panel would leave the assignments of its templates behind.
    private static PanelCall UnassignCall(Client value, long template) => new("client_template_additional_delete", writer =>
    {
        writer.WriteNumber("client_id", value.Id);
        writer.WriteNumber("assigned_template_id", template);
    });

    private static PanelCall DeleteEverythingCall(Client value) => new("client_delete_everything", writer => writer.WriteNumber("client_id", value.Id)) { Row = RemovalOf(value) };

    private static Model.Preview.RowWrite RemovalOf(Client value) => new(Instance.Table, Instance.IdColumn, value.Id) { Removes = true };

    /// <summary>User names are unique among all users of the panel, and names of system users are reserved.</summary>
    /// <inheritdoc/>
    internal override async ValueTask<string?> FindFormErrorAsync(string function, string column, string value, Client? before, Client after, PanelLookup lookup, CancellationToken cancel)
    {
        if (before?.Username == after.Username) return null;
        return function switch
        {
            "validate_client::username_unique" when await IsTakenAsync(value, before?.Id ?? 0, lookup, cancel).ConfigureAwait(false) => "",
            "validate_client::username_collision" when value.Trim() == "web" || (value.StartsWith("web", StringComparison.Ordinal) && value.Length > 3 && char.IsAsciiDigit(value[3])) => await IsReservedAsync(lookup, cancel).ConfigureAwait(false) ? "" : null,
            _ => null,
        };
    }

    private static async Task<bool> IsTakenAsync(string username, long id, PanelLookup lookup, CancellationToken cancel)
    {
        if ((await lookup.Table(Instance).GetByKeyAsync(username, cancel).ConfigureAwait(false)).Any(client => client.Id != id)) return true;
        // Administrators have a login too, but are not clients.
        try { return (await lookup.Connection.CallAsync(new PanelCall("client_get_by_username", writer => writer.WriteString("username", username)), PanelRow.Read, cancel).ConfigureAwait(false)) is { Count: > 0 } user && user.Number("client_id") == 0; }
        catch (PanelException problem) when (problem.Kind is FaultKind.NotFound or FaultKind.PermissionDenied) { return false; }
    }

    private static async Task<bool> IsReservedAsync(PanelLookup lookup, CancellationToken cancel)
    {
        try
        {
            var sites = await lookup.SystemConfigAsync("sites", cancel).ConfigureAwait(false);
            return (sites.Text("ftpuser_prefix") is "" or "[CLIENTNAME]" || sites.Text("shelluser_prefix") is "" or "[CLIENTNAME]") && sites.Text("client_username_web_check_disabled") == "n";
        }
        catch (PanelException problem) when (problem.Kind == FaultKind.PermissionDenied) { return false; }
    }

    private static Client Validate(Client value)
    {
        if (value.Username.Length is 0 or > 64 || value.Username.Any(char.IsWhiteSpace))
            throw new RuleException(Rule.InvalidUserName, $"{Excerpt.Of(value.Username)} is not a valid client user name. Use 1 to 64 characters without spaces.");
        return value with { Email = EmailAddress.Parse(value.Email, allowPlus: true).Address };
    }
}
