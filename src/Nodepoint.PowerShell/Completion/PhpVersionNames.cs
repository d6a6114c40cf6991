using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.PowerShell.Completion;

/// <summary>The PHP versions that servers offer, as a site names them; they are found by their numbers too.</summary>
internal sealed class PhpVersionNames : INames
{
    /// <inheritdoc/>
    public static NameSource Source { get; } = NameSource.OfAll("PHP versions", static async (connection, cancel)
        => (await PhpVersions.ReadAsync(connection, cancel).ConfigureAwait(false))
            .Select(static one => new PanelName(one.Name, $"on {one.ServerName}") { Others = one.Name.Split(' ') })
            .Append(new PanelName("Default", "the default version of the server")));
}

/// <summary>The IDs of the PHP versions that servers offer, which are found by their names too.</summary>
internal sealed class PhpVersionIds : INames
{
    /// <inheritdoc/>
    public static NameSource Source { get; } = NameSource.OfAll("IDs of PHP versions", static async (connection, cancel)
        => (await PhpVersions.ReadAsync(connection, cancel).ConfigureAwait(false)).Select(static one => PanelName.OfId(one.Id, $"{one.Name} on {one.ServerName}", "PHP version", one.Name.Split(' '))));
}

/// <summary>Reads the PHP versions of all servers.</summary>
internal static class PhpVersions
{
    /// <summary>Reads the versions that sites may use.</summary>
    /// <param name="connection">The panel.</param>
    /// <param name="cancel">Cancels the reads.</param>
    public static async Task<IEnumerable<PhpVersion>> ReadAsync(PanelConnection connection, CancellationToken cancel)
    {
        var directory = new ServerDirectory(connection);
        var found = await Task.WhenAll((await directory.ListAsync(cancel).ConfigureAwait(false)).Select(server => directory.PhpVersionsAsync(server, cancel))).ConfigureAwait(false);
        return found.SelectMany(static versions => versions).Where(static version => version.Active);
    }
}

/// <summary>Completes the names of PHP versions.</summary>
internal sealed class PhpVersionCompleter : NameCompleter<PhpVersionNames>;

/// <summary>Completes the IDs of PHP versions.</summary>
internal sealed class PhpVersionIdCompleter : NameCompleter<PhpVersionIds>;
