using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.PowerShell.Completion;

/// <summary>Completes the sections of the settings of the panel or, for cmdlets of servers, of a server.</summary>
public sealed class SettingSectionCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = new CompletionWord(wordToComplete);
        return SettingNames.IsOfServer(commandName)
            ? PanelCompletion.Find(word, fakeBoundParameters, SettingNames.SectionsOfServer(fakeBoundParameters))
            : word.Results(PanelSettings.SystemSections.Select(static section => (section, $"section {section}")));
    }
}

/// <summary>Completes the names of the settings in a section.</summary>
public sealed class SettingNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
        => PanelCompletion.Find(new CompletionWord(wordToComplete), fakeBoundParameters, SettingNames.IsOfServer(commandName) ? SettingNames.OfServer(fakeBoundParameters) : SettingNames.OfSystem(fakeBoundParameters));
}

/// <summary>The names of settings. Their values, which may be secret, are not kept.</summary>
internal static class SettingNames
{
    /// <summary>Whether a cmdlet is about the settings of servers.</summary>
    /// <param name="command">The name of the cmdlet.</param>
    public static bool IsOfServer(string? command) => command?.EndsWith("NpServerConfig", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The sections of the server that the line names.</summary>
    /// <param name="bound">The parameters on the line.</param>
    public static NameSource SectionsOfServer(IDictionary? bound)
        => OfServer(bound, "sections", static settings => settings.Select(static one => one.Section).Distinct(StringComparer.Ordinal).Select(static section => new PanelName(section, $"section {section}")));

    /// <summary>The settings of the server and the section that the line names.</summary>
    /// <param name="bound">The parameters on the line.</param>
    public static NameSource OfServer(IDictionary? bound)
    {
        var section = bound?["Section"] as string;
        return OfServer(bound, $"settings in {section}", settings => Names(settings, section));
    }

    /// <summary>The settings of the panel in the section that the line names.</summary>
    /// <param name="bound">The parameters on the line.</param>
    public static NameSource OfSystem(IDictionary? bound)
    {
        var section = bound?["Section"] as string;
        return NameSource.OfAll($"settings of the panel in {section}", async (connection, cancel) => Names(await new PanelSettings(connection).OfSystemAsync(section, cancel).ConfigureAwait(false), section));
    }

    // Without a server on the line, the first one is asked: all have the same settings.
    private static NameSource OfServer(IDictionary? bound, string kind, Func<IReadOnlyList<ConfigSetting>, IEnumerable<PanelName>> names)
    {
        var named = bound?["Server"]?.ToString();
        return NameSource.OfAll($"{kind} of server {named}", async (connection, cancel) =>
        {
            var servers = await new ServerDirectory(connection).ListAsync(cancel).ConfigureAwait(false);
            return (servers.Find(one => one.Name.Equals(named, StringComparison.OrdinalIgnoreCase)) ?? servers.FirstOrDefault()) is { } server
                ? names(await new PanelSettings(connection).OfServerAsync(server, null, cancel).ConfigureAwait(false)) : [];
        });
    }

    private static IEnumerable<PanelName> Names(IEnumerable<ConfigSetting> settings, string? section)
        => settings.Where(one => section is null || one.Section.Equals(section, StringComparison.OrdinalIgnoreCase)).Select(static one => new PanelName(one.Name, $"setting {one.Section}.{one.Name}")).DistinctBy(static one => one.Text);
}
