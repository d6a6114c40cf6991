using System.Management.Automation;
using Nodepoint.IspConfig.Panel;

namespace Nodepoint.PowerShell.Connection;

/// <summary>A panel that -Panel names.</summary>
/// <param name="Name">Its name, or what was specified if it is not connected.</param>
/// <param name="Connection">The connection; null if it is not connected.</param>
/// <param name="Problem">Why it is not connected; null if it is.</param>
internal sealed record PanelSelection(string Name, PanelConnection? Connection, PSInvalidOperationException? Problem)
{
    /// <summary>Whether the value of -Panel can mean several panels: it is a list, or a name with wildcards that is not the name of a connection.</summary>
    /// <param name="panels">The value.</param>
    public static bool IsPlural(PanelReference[] panels) => panels.Length != 1 || IsPattern(panels[0]);

    /// <summary>The panels that -Panel means, in its order. Wildcards mean connected panels, in the order of Get-NpPanel.</summary>
    /// <param name="panels">The value.</param>
    /// <returns>The panels, each of them once; those that are not connected with the reason.</returns>
    /// <exception cref="PSInvalidOperationException">None of them is connected.</exception>
    public static IReadOnlyList<PanelSelection> Find(PanelReference[] panels)
    {
        var found = new List<PanelSelection>();
        foreach (var one in panels.SelectMany(Expand))
            if (one.Connection is null || !found.Exists(other => other.Connection == one.Connection)) found.Add(one);
        return found.Exists(one => one.Connection is not null) ? found : throw found[0].Problem!;
    }

    private static bool IsPattern(PanelReference panel)
        => panel.Name is { } name && WildcardPattern.ContainsWildcardCharacters(name) && OpenPanels.Find(name) is null;

    private static IEnumerable<PanelSelection> Expand(PanelReference panel)
    {
        if (!IsPattern(panel))
        {
            PanelSelection named;
            try { named = new PanelSelection(panel.ToString(), OpenPanels.Resolve(panel), null); }
            catch (PSInvalidOperationException problem) { named = new PanelSelection(panel.ToString(), null, problem); }
            return [named];
        }

        var pattern = new WildcardPattern(panel.Name, WildcardOptions.IgnoreCase);
        // Of several connections with one name, that of this runspace is meant, as with the name itself.
        var matches = OpenPanels.All.Where(open => pattern.IsMatch(open.Name)).Select(open => OpenPanels.Find(open.Name) ?? open).ToArray();
        return matches.Length > 0 ? matches.Select(open => new PanelSelection(open.Name, open, null)) : [new PanelSelection(panel.Name!, null, NoMatch(panel.Name!, pattern))];
    }

    private static PSInvalidOperationException NoMatch(string name, WildcardPattern pattern)
    {
        var saved = SavedPanels.All.Where(one => pattern.IsMatch(one.Name)).Select(one => one.Name).ToArray();
        return new PSInvalidOperationException($"No connected panel has a name that matches '{name}'. {(saved.Length == 0 ? "Get-NpPanel lists the open connections." : $"Wildcards mean connected panels only; connect the saved ones first: '{string.Join("', '", saved)}' | ForEach-Object {{ Connect-NpPanel -Name $_ -KeepDefault }}")}");
    }
}
