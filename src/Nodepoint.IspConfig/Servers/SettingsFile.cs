using System.Buffers;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Servers;

/// <summary>
/// The settings of a server, or of the panel itself, while a command changes them: each section is read once. The panel writes all of them anew with
/// every change, so two changes at once would lose one of them; this is for one at a time.
/// </summary>
/// <param name="connection">The panel.</param>
/// <param name="server">The server; null for the panel's own settings.</param>
public sealed class SettingsFile(PanelConnection connection, Server? server)
{
    // The settings stand in one text, a line each.
    private static readonly SearchValues<char> NoName = SearchValues.Create("=[];\r\n");

    private readonly Dictionary<string, Dictionary<string, ConfigSetting>> _sections = [];

    /// <summary>The call that changes a setting (server_config_set, system_config_set).</summary>
    /// <param name="setting">The setting; it has to be one that is there, as the panel itself makes any up.</param>
    /// <param name="create">Whether one that is not there is made.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The call; null where the setting is so already.</returns>
    /// <exception cref="FormatException">A value that the panel's file of settings cannot hold.</exception>
    /// <exception cref="PanelException">There is no such setting, or the panel refuses or cannot be reached.</exception>
    public async Task<PanelCall?> ChangeAsync(ConfigSetting setting, bool create, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var function = server is null ? "system_config_set" : "server_config_set";
        var there = (await SectionAsync(setting.Section, cancel).ConfigureAwait(false)).GetValueOrDefault(setting.Name);
        if (there is null && !create) throw PanelException.NotFound(function, $"setting {setting}{(server is null ? "" : $" for server {server}")}. Use -Force to make it");
        if (setting.Plain.AsSpan().IndexOfAny('\r', '\n') >= 0) throw new FormatException($"The value of {setting} has more than one line, which the panel's settings cannot hold.");
        if (setting.Name.AsSpan().ContainsAny(NoName) || setting.Section.AsSpan().ContainsAny(NoName))
            throw new FormatException($"{Excerpt.Of(setting.ToString())} cannot be the name of a setting: no brackets, equals signs, semicolons or line ends.");
        if (there?.Plain == setting.Plain) return null;
        return new PanelCall(function, writer =>
        {
            if (server is not null) writer.WriteNumber("server_id", server.Id);
            writer.WriteString("section", setting.Section);
            writer.WriteString("key", setting.Name);
            writer.WriteString("value", setting.Plain);
        });
    }

    /// <summary>Notes that a setting was changed.</summary>
    /// <param name="setting">The setting.</param>
    public void Changed(ConfigSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        if (_sections.TryGetValue(setting.Section, out var section)) section[setting.Name] = setting;
    }

    /// <summary>Notes that it is not known any more what a section holds, so that it is read again.</summary>
    /// <param name="section">The section.</param>
    public void Forget(string section) => _sections.Remove(section);

    private async Task<Dictionary<string, ConfigSetting>> SectionAsync(string name, CancellationToken cancel)
    {
        if (_sections.TryGetValue(name, out var known)) return known;
        var settings = new PanelSettings(connection);
        var read = server is null ? await settings.OfSystemAsync(name, cancel).ConfigureAwait(false) : await settings.OfServerAsync(server, name, cancel).ConfigureAwait(false);
        return _sections[name] = read.ToDictionary(setting => setting.Name);
    }
}
