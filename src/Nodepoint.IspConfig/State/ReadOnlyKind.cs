using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.IspConfig.State;

/// <summary>A kind of object that others refer to, and that the remote API can list but not create.</summary>
/// <param name="Type">The type.</param>
/// <param name="Title">The kind of object, as used in sentences.</param>
/// <param name="Advice">What to do if the panel does not have one.</param>
/// <param name="ReadAsync">Lists those of a panel.</param>
internal sealed record ReadOnlyKind(Type Type, string Title, string Advice, Func<PanelLookup, CancellationToken, Task<List<ReadOnlyObject>>> ReadAsync)
{
    private static readonly ReadOnlyKind[] All =
    [
        new(typeof(Server), "server", "Use -ServerMap to choose another server.", ServersAsync) { Comparison = StringComparison.OrdinalIgnoreCase },
        new(typeof(PhpVersion), "PHP version", "The remote API cannot create PHP versions. Create it on the panel's pages first (System, Additional PHP versions).", PhpVersionsAsync),
        new(typeof(ClientTemplate), "client template", "The remote API cannot create templates. Create it on the panel's pages first (System, Client templates).", TemplatesAsync),
    ];

    private StringComparison Comparison { get; init; } = StringComparison.Ordinal;

    /// <summary>The kind of a type; null if the remote API can create it.</summary>
    public static ReadOnlyKind? Of(Type type) => Array.Find(All, kind => kind.Type == type);

    /// <summary>Finds the ID of the object with a name; 0 for none.</summary>
    /// <param name="name">The name.</param>
    /// <param name="serverId">The server that it must be on, if that matters; 0 for any.</param>
    /// <param name="lookup">The panel.</param>
    /// <param name="cancel">Cancels the reads.</param>
    public async Task<long> IdOfAsync(string name, long serverId, PanelLookup lookup, CancellationToken cancel)
        => (await ListAsync(lookup, cancel).ConfigureAwait(false)).Find(one => one.Name.Equals(name, Comparison) && (serverId == 0 || one.ServerId is null || one.ServerId == serverId))?.Id ?? 0;

    /// <summary>Finds the name of the object with an ID; null for none.</summary>
    /// <param name="id">The ID.</param>
    /// <param name="lookup">The panel.</param>
    /// <param name="cancel">Cancels the reads.</param>
    public async Task<string?> NameOfAsync(long id, PanelLookup lookup, CancellationToken cancel)
        => (await ListAsync(lookup, cancel).ConfigureAwait(false)).Find(one => one.Id == id)?.Name;

    private Task<List<ReadOnlyObject>> ListAsync(PanelLookup lookup, CancellationToken cancel) => lookup.OnceAsync("objects that can be referred to", Title, () => ReadAsync(lookup, cancel));

    private static async Task<List<ReadOnlyObject>> ServersAsync(PanelLookup lookup, CancellationToken cancel)
        => [.. (await new ServerDirectory(lookup.Connection).ListAsync(cancel).ConfigureAwait(false)).Select(static server => new ReadOnlyObject(server.Id, server.Name, null))];

    private static async Task<List<ReadOnlyObject>> PhpVersionsAsync(PanelLookup lookup, CancellationToken cancel)
    {
        var (directory, all) = (new ServerDirectory(lookup.Connection), new List<ReadOnlyObject>());
        foreach (var server in await directory.ListAsync(cancel).ConfigureAwait(false))
            all.AddRange((await directory.PhpVersionsAsync(server, cancel).ConfigureAwait(false)).Select(static version => new ReadOnlyObject(version.Id, version.Name, version.ServerId)));
        return all;
    }

    private static async Task<List<ReadOnlyObject>> TemplatesAsync(PanelLookup lookup, CancellationToken cancel)
        => [.. (await new ClientTemplates(lookup.Connection).ListAsync(cancel).ConfigureAwait(false)).Select(static template => new ReadOnlyObject(template.Id, template.Name, null))];
}

/// <summary>An object that the remote API can list but not create.</summary>
/// <param name="Id">Its ID.</param>
/// <param name="Name">Its name.</param>
/// <param name="ServerId">The server that it is on; null if it is on none.</param>
internal sealed record ReadOnlyObject(long Id, string Name, long? ServerId);
