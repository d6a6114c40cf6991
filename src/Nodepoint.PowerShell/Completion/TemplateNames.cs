using System.Globalization;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Dns;

namespace Nodepoint.PowerShell.Completion;

/// <summary>The names of the panel's client templates.</summary>
internal sealed class ClientTemplateNames : INames
{
    /// <inheritdoc/>
    public static NameSource Source { get; } = NameSource.OfAll("client templates", static async (connection, cancel)
        => (await new ClientTemplates(connection).ListAsync(cancel).ConfigureAwait(false)).Select(static one => new PanelName(one.Name, string.Create(CultureInfo.InvariantCulture, $"client template {one.Name} (ID {one.Id})"))));
}

/// <summary>The IDs of the panel's client templates, which are found by their names too.</summary>
internal sealed class ClientTemplateIds : INames
{
    /// <inheritdoc/>
    public static NameSource Source { get; } = NameSource.OfAll("IDs of client templates", static async (connection, cancel)
        => (await new ClientTemplates(connection).ListAsync(cancel).ConfigureAwait(false)).Select(static one => PanelName.OfId(one.Id, one.Name, "client template")));
}

/// <summary>The names of the panel's DNS templates.</summary>
internal sealed class DnsTemplateNames : INames
{
    /// <inheritdoc/>
    public static NameSource Source { get; } = NameSource.OfAll("DNS templates", static async (connection, cancel)
        => (await new DnsTemplates(connection).ListAsync(cancel).ConfigureAwait(false)).Select(static one => new PanelName(one.Name, $"DNS template {one.Name}: {string.Join(", ", one.Fields)}")));
}

/// <summary>Completes the names of client templates.</summary>
internal sealed class ClientTemplateCompleter : NameCompleter<ClientTemplateNames>;

/// <summary>Completes the names of client templates for a parameter that accepts wildcards.</summary>
internal sealed class ClientTemplatePatternCompleter : NamePatternCompleter<ClientTemplateNames>;

/// <summary>Completes the IDs of client templates.</summary>
internal sealed class ClientTemplateIdCompleter : NameCompleter<ClientTemplateIds>;

/// <summary>Completes the names of DNS templates.</summary>
internal sealed class DnsTemplateCompleter : NameCompleter<DnsTemplateNames>;

/// <summary>Completes the names of DNS templates for a parameter that accepts wildcards.</summary>
internal sealed class DnsTemplatePatternCompleter : NamePatternCompleter<DnsTemplateNames>;
