using System.Text;
using Nodepoint.IspConfig.Files;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Platform;
using Nodepoint.PowerShell.Connection;

namespace Nodepoint.PowerShell.Platform;

/// <summary>The platform profiles of the saved panels: a JSON file for each, next to the list of the saved panels.</summary>
internal static class PlatformProfiles
{
    /// <summary>The path of a panel's profile: nodepoint/platform/NAME.json in the user's configuration folder.</summary>
    /// <param name="panel">The name of the saved panel.</param>
    public static string FileOf(string panel) => Path.Combine(ConfigurationFolder.Path, "platform", FileName(panel) + ".json");

    /// <summary>Reads the profile of a saved panel.</summary>
    /// <param name="panel">The saved panel.</param>
    /// <returns>The profile; null if the panel has none.</returns>
    /// <exception cref="RuleException">The file is not a profile.</exception>
    public static PlatformProfile? Read(SavedPanel panel)
    {
        var file = FileOf(panel.Name);
        return File.Exists(file) ? ProfileFile.Read(file, File.ReadAllBytes(file)) with { Panel = panel.Name } : null;
    }

    /// <summary>The profile of a connected panel.</summary>
    /// <param name="panel">The connection.</param>
    /// <returns>The profile; null if the panel is not saved, or has none.</returns>
    /// <exception cref="RuleException">The file of the saved panels or of the profile cannot be read.</exception>
    public static PlatformProfile? Find(PanelConnection panel) => SavedPanelOf(panel) is { } saved ? Read(saved) : null;

    /// <summary>The saved panel that a connection is to: of its name, or else of its address.</summary>
    /// <param name="panel">The connection.</param>
    /// <returns>The saved panel; null for none.</returns>
    public static SavedPanel? SavedPanelOf(PanelConnection panel)
    {
        var sameAddress = SavedPanels.All.Where(saved => Uri.Compare(saved.Uri, panel.Uri, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0).ToList();
        return sameAddress.Find(saved => saved.Name.Equals(panel.Name, StringComparison.OrdinalIgnoreCase)) ?? sameAddress.FirstOrDefault();
    }

    /// <summary>Changes the profile of a saved panel, or creates it.</summary>
    /// <param name="panel">The saved panel.</param>
    /// <param name="change">Makes the new profile from the one that is there.</param>
    /// <param name="cancel">Cancels the wait for another process.</param>
    /// <returns>The new profile.</returns>
    /// <exception cref="RuleException">The file is not a profile.</exception>
    /// <exception cref="ProfileValueException">A value of the new profile is not valid.</exception>
    public static PlatformProfile Change(SavedPanel panel, Func<PlatformProfile, PlatformProfile> change, CancellationToken cancel)
    {
        var file = FileOf(panel.Name);
        using (SavedPanels.Lock(cancel))
        {
            var content = ProfileFile.Write(change(Read(panel) ?? new PlatformProfile()));
            ConfigurationFolder.Create(Path.GetDirectoryName(file)!);
            ConfigurationFolder.Write(file, content);
            return Read(panel)!;
        }
    }

    // Names of saved panels do not depend on case, and may have characters that a file name cannot have.
    private static string FileName(string panel)
    {
        var name = new StringBuilder();
        var isDevice = DeviceName.IsOne(panel);
        foreach (var rune in panel.ToLowerInvariant().EnumerateRunes())
        {
            if ((Rune.IsLetterOrDigit(rune) && !(isDevice && name.Length == 0)) || rune.Value is '-' or '_' || (rune.Value == '.' && name.Length > 0)) name.Append(rune);
            else
            {
                foreach (var part in Encoding.UTF8.GetBytes(rune.ToString())) name.Append('%').Append(part.ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return name.ToString();
    }
}
