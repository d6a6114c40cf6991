using System.Buffers;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Servers;

/// <summary>
/// The settings of a server, or of the panel itself, while a command changes them: each section is read once. The panel rewrites all settings with
/// every change, so concurrent changes would be lost; use it for one change at a time.
/// </summary>
/// <param name="connection">The panel.</param>
/// <param name="server">The server; null for the panel's own settings.</param>
internal sealed class SettingsFile(PanelConnection connection, Server? server)
{
    // The panel stores the settings as one INI text.
    private static readonly SearchValues<char> NotInNames = SearchValues.Create("=[];\r\n");

    private readonly Dictionary<string, Dictionary<string, ConfigSetting>> _sections = [];

    /// <summary>Creates the call that changes a setting (server_config_set, system_config_set).</summary>
    /// <param name="setting">The setting. It must exist unless <paramref name="create"/> is true, because the panel creates any setting.</param>
    /// <param name="create">Whether a missing setting is created.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The call; null if the setting already has the value.</returns>
    /// <exception cref="RuleException">The panel's settings cannot contain the name or the value.</exception>
    /// <exception cref="PanelException">The setting was not found, or the panel refuses or cannot be reached.</exception>
    public async Task<PanelCall?> ChangeAsync(ConfigSetting setting, bool create, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var function = server is null ? "system_config_set" : "server_config_set";
        var current = (await SectionAsync(setting.Section, cancel).ConfigureAwait(false)).GetValueOrDefault(setting.Name);
        if (current is null && !create) throw PanelException.NotFound(function, $"setting {setting}{(server is null ? "" : $" of server {server}")}", "Use -Force to create it.");
        if (setting.Plain.AsSpan().IndexOfAny('\r', '\n') >= 0) throw new RuleException(Rule.InvalidText, $"The value of setting {setting} contains a line break, which the panel's settings do not support. Use a single line.");
        if (setting.Name.AsSpan().ContainsAny(NotInNames) || setting.Section.AsSpan().ContainsAny(NotInNames))
            throw new RuleException(Rule.InvalidName, $"{Excerpt.Of(setting.ToString())} is not a valid name for a setting. Do not use square brackets, equals signs, semicolons or line breaks.");
        if (current?.Plain == setting.Plain) return null;
        return new PanelCall(function, writer =>
        {
            if (server is not null) writer.WriteNumber("server_id", server.Id);
            writer.WriteString("section", setting.Section);
            writer.WriteString("key", setting.Name);
            writer.WriteString("value", setting.Plain);
        });
    }

    /// <summary>Finds a setting as it is now.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The setting; null if it does not exist.</returns>
    public async Task<ConfigSetting?> FindAsync(ConfigSetting setting, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return (await SectionAsync(setting.Section, cancel).ConfigureAwait(false)).GetValueOrDefault(setting.Name);
    }

    /// <summary>Records that a setting was changed.</summary>
    /// <param name="setting">The setting.</param>
    public void Changed(ConfigSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        if (_sections.TryGetValue(setting.Section, out var section)) section[setting.Name] = setting;
    }

    /// <summary>Discards a section, so that it is read again.</summary>
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
