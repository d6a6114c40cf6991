using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Servers;

/// <summary>The settings of a panel and of its servers.</summary>
/// <param name="connection">The panel.</param>
public sealed class PanelSettings(PanelConnection connection)
{
    /// <summary>The sections of the panel's own settings.</summary>
    public static IReadOnlyList<string> SystemSections { get; } = ["admin", "client", "dns", "domains", "mail", "misc", "monitor", "sites", "tools"];

    /// <summary>Reads the settings of a server (server_get).</summary>
    /// <param name="server">The server.</param>
    /// <param name="section">The section; null for all.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The settings, in the panel's order.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public async Task<IReadOnlyList<ConfigSetting>> OfServerAsync(Server server, string? section, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(server);
        var found = await connection.CallAsync(
            new PanelCall("server_get", writer =>
            {
                writer.WriteNumber("server_id", server.Id);
                if (section is not null) writer.WriteString("section", section);
            }),
            (ref Utf8JsonReader reader) => section is null ? ReadSections(ref reader) : ReadSection(ref reader, section), cancel).ConfigureAwait(false);
        return [.. found.Select(setting => setting with { ServerId = server.Id, ServerName = server.Name })];
    }

    /// <summary>Reads the settings of the panel itself (system_config_get).</summary>
    /// <param name="section">The section; null for all known sections.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The settings, in the panel's order.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public async Task<IReadOnlyList<ConfigSetting>> OfSystemAsync(string? section, CancellationToken cancel)
    {
        var found = new List<ConfigSetting>();
        foreach (var name in section is null ? SystemSections : [section])
        {
            found.AddRange(await connection.CallAsync(
                new PanelCall("system_config_get", writer => writer.WriteString("section", name)),
                (ref Utf8JsonReader reader) => ReadSection(ref reader, name), cancel).ConfigureAwait(false));
        }

        return found;
    }

    private static List<ConfigSetting> ReadSections(ref Utf8JsonReader reader)
    {
        var settings = new List<ConfigSetting>();
        if (reader.TokenType != JsonTokenType.StartObject) return settings;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var section = reader.GetString()!;
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject) settings.AddRange(ReadSection(ref reader, section));
            else reader.Skip();
        }

        return settings;
    }

    private static List<ConfigSetting> ReadSection(ref Utf8JsonReader reader, string section)
        => [.. PanelRow.Read(ref reader).Select(pair => ConfigSetting.From(section, pair.Key, pair.Value ?? ""))];
}
