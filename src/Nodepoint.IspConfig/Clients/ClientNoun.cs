using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;

namespace Nodepoint.IspConfig.Clients;

public sealed partial class ClientNoun
{
    /// <inheritdoc/>
    public override bool IsGuarded => true;

    /// <inheritdoc/>
    public override ValueTask<Prepared<Client>> PrepareAsync(Client value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
        => new(new Prepared<Client>(Validate(value)));

    /// <inheritdoc/>
    public override KeyValuePair<string, string> OfOwner(Owner owner) => new("parent_client_id", owner.ClientId.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public override ValueTask<Client> PrepareChangeAsync(Client before, Client after, PanelLookup lookup, CancellationToken cancel) => new(KeepUnspecified(before, after, Validate(after)));

    /// <summary>A locked client is locked once more by any update, and the panel then forgets what was off before the first time.</summary>
    /// <inheritdoc/>
    public override string? Caution(Client before, Client after) => before.Locked && after.Locked
        ? $"Client {before} is locked. The panel locks it again with this change, so that after unlocking all that is off now stays off. Look at its mailboxes, sites and FTP users then."
        : null;

    /// <summary>Any update of a client switches on what is off, so all that is off is noted before and switched off again.</summary>
    /// <inheritdoc/>
    public override async ValueTask<Restoration?> GuardAsync(Client before, Client after, PanelLookup lookup, CancellationToken cancel)
    {
        // Locking switches everything off on purpose; unlocking brings back what the panel noted when it locked.
        if (after.Locked || before.Locked) return null;
        var owner = await lookup.OwnerAsync(new Reference<Client>(before.Id), cancel).ConfigureAwait(false);
        var items = await DisabledItems.FindAsync(lookup.Connection, owner.GroupId, cancel).ConfigureAwait(false);
        return items.Count == 0 ? null : new Restoration(items)
        {
            Plan = "switch off again what the panel switches on by it",
            Report = $"The panel switches on what is off when a client is changed. Switched off again for {before}",
            EvenAfterFailure = true,
        };
    }

    /// <summary>What it owns, and as a reseller its clients with what they own.</summary>
    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<Dependent>> DependentsAsync(Client value, PanelLookup lookup, CancellationToken cancel)
    {
        var owner = await lookup.OwnerAsync(new Reference<Client>(value.Id), cancel).ConfigureAwait(false);
        var below = new List<Dependent>();
        foreach (var client in await lookup.Table(this).ListAsync([OfOwner(owner)], cancel).ConfigureAwait(false))
        {
            below.AddRange(await DependentsAsync(client, lookup, cancel).ConfigureAwait(false));
            below.Add(new Dependent(Title, client.Username, DeleteEverythingCall(client)) { Table = Table });
        }

        below.AddRange(await Ownership.FindAsync(owner, lookup, cancel).ConfigureAwait(false));
        return below;
    }

    /// <summary>client_delete_everything takes most along; what it forgets is removed one by one.</summary>
    /// <inheritdoc/>
    public override IEnumerable<PanelCall> RemovalCalls(Client value, IReadOnlyList<Dependent> below, PanelLookup lookup)
        => below.Where(Ownership.AreForgotten).Select(dependent => dependent.Call)
            .Append(below.Count > 0 ? DeleteEverythingCall(value) : new PanelCall("client_delete", writer => writer.WriteNumber("client_id", value.Id)));

    private static PanelCall DeleteEverythingCall(Client value) => new("client_delete_everything", writer => writer.WriteNumber("client_id", value.Id));

    private static Client Validate(Client value)
    {
        if (value.Username.Length is 0 or > 64 || value.Username.Any(char.IsWhiteSpace))
            throw new FormatException($"{Excerpt.Of(value.Username)} is not a user name: give 1 to 64 characters without blanks.");
        return value with { Email = EmailAddress.Parse(value.Email, allowPlus: true).Address };
    }
}
