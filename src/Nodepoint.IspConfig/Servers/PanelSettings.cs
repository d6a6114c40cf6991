using System.Buffers;
using System.Text.Json;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Entities;

namespace Nodepoint.IspConfig.Servers;

/// <summary>The settings of a panel and of its servers.</summary>
/// <param name="connection">The panel.</param>
public sealed class PanelSettings(PanelConnection connection)
{
    // The settings stand in one text, a line each.
    private static readonly SearchValues<char> NoName = SearchValues.Create("=[];\r\n");

    /// <summary>The sections that the panel's own settings have.</summary>
    public static IReadOnlyList<string> SystemSections { get; } = ["admin", "client", "dns", "domains", "mail", "misc", "monitor", "sites", "tools"];

    /// <summary>Settings of a server (server_get).</summary>
    /// <param name="server">The server.</param>
    /// <param name="section">The section; null: all.</param>
    /// <param name="cancel">Ends the wait.</param>
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

    /// <summary>Sets a setting of a server (server_config_set).</summary>
    /// <param name="server">The server.</param>
    /// <param name="setting">The setting; it has to be one that is there, as the panel itself makes any up.</param>
    /// <param name="create">Whether one that is not there is made.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>Whether anything was sent: a setting that is so already is not.</returns>
    /// <exception cref="FormatException">A value that the panel's file of settings cannot hold.</exception>
    /// <exception cref="PanelException">There is no such setting, or the panel refuses or cannot be reached.</exception>
    public async Task<bool> SetOfServerAsync(Server server, ConfigSetting setting, bool create, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var there = (await OfServerAsync(server, setting.Section, cancel).ConfigureAwait(false)).FirstOrDefault(known => known.Name == setting.Name);
        return await SetAsync("server_config_set", $"setting {setting} for server {server}", setting, there, create, writer => writer.WriteNumber("server_id", server.Id), cancel).ConfigureAwait(false);
    }

    /// <summary>Settings of the panel itself (system_config_get).</summary>
    /// <param name="section">The section; null: all that are known.</param>
    /// <param name="cancel">Ends the wait.</param>
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

    /// <summary>Sets a setting of the panel itself (system_config_set).</summary>
    /// <param name="setting">The setting; it has to be one that is there, as the panel itself makes any up.</param>
    /// <param name="create">Whether one that is not there is made.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>Whether anything was sent: a setting that is so already is not.</returns>
    /// <exception cref="FormatException">A value that the panel's file of settings cannot hold.</exception>
    /// <exception cref="PanelException">There is no such setting, or the panel refuses or cannot be reached.</exception>
    public async Task<bool> SetOfSystemAsync(ConfigSetting setting, bool create, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var there = (await OfSystemAsync(setting.Section, cancel).ConfigureAwait(false)).FirstOrDefault(known => known.Name == setting.Name);
        return await SetAsync("system_config_set", $"setting {setting}", setting, there, create, null, cancel).ConfigureAwait(false);
    }

    private async Task<bool> SetAsync(string function, string what, ConfigSetting setting, ConfigSetting? there, bool create, Action<Utf8JsonWriter>? where, CancellationToken cancel)
    {
        if (there is null && !create) throw PanelException.NotFound(function, $"{what}. Use -Force to make it");
        if (setting.Plain.AsSpan().IndexOfAny('\r', '\n') >= 0) throw new FormatException($"The value of {setting} has more than one line, which the panel's settings cannot hold.");
        if (setting.Name.AsSpan().ContainsAny(NoName) || setting.Section.AsSpan().ContainsAny(NoName))
            throw new FormatException($"{Excerpt.Of(setting.ToString())} cannot be the name of a setting: no brackets, equals signs, semicolons or line ends.");
        if (there?.Plain == setting.Plain) return false;
        await connection.CallAsync(
            new PanelCall(function, writer =>
            {
                where?.Invoke(writer);
                writer.WriteString("section", setting.Section);
                writer.WriteString("key", setting.Name);
                writer.WriteString("value", setting.Plain);
            }),
            (ref Utf8JsonReader reader) => PanelValue.Flag(ref reader), cancel).ConfigureAwait(false);
        return true;
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
