using System.Management.Automation;
using System.Text.Json;
using System.Text.Json.Serialization;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.PowerShell.Connection;

/// <summary>The saved panels, in a file that only the user may read. It never contains a credential.</summary>
internal static class SavedPanels
{
    /// <summary>The path of the file: nodepoint/panels.json in the user's configuration folder.</summary>
    public static string File => Path.Combine(ConfigurationFolder.Path, "panels.json");

    /// <summary>All saved panels, sorted by name.</summary>
    /// <exception cref="RuleException">The file cannot be read.</exception>
    public static IReadOnlyList<SavedPanel> All
    {
        get
        {
            if (!System.IO.File.Exists(File)) return [];
            try
            {
                using var stream = new FileStream(File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                return JsonSerializer.Deserialize(stream, SavedPanelFile.Default.SavedPanelArray) ?? [];
            }
            catch (JsonException problem) { throw new RuleException(Rule.SavedPanelsDamaged, $"Cannot read the saved panels: the file '{File}' is damaged ({problem.Message}). Fix it, or delete it and register the panels again.", problem); }
        }
    }

    /// <summary>The saved panel of a name; null for none.</summary>
    public static SavedPanel? Find(string name) => All.FirstOrDefault(panel => panel.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Saves a panel. A saved panel of the same name is replaced.</summary>
    /// <exception cref="PSInvalidOperationException">Another process is changing the saved panels.</exception>
    public static void Add(SavedPanel panel, CancellationToken cancel) => Change(panels => panels.Append(panel), panel.Name, cancel);

    /// <summary>Removes a saved panel.</summary>
    /// <exception cref="PSInvalidOperationException">Another process is changing the saved panels.</exception>
    public static void Remove(SavedPanel panel, CancellationToken cancel) => Change(panels => panels, panel.Name, cancel);

    /// <summary>Keeps other processes from changing the saved panels and their profiles.</summary>
    /// <exception cref="PSInvalidOperationException">Another process is changing them.</exception>
    public static IDisposable Lock(CancellationToken cancel)
    {
        ConfigurationFolder.Create(ConfigurationFolder.Path);
        return FileLock.Acquire(File + ".lock", "the saved panels", cancel);
    }

    // Read and written by one process at a time, so that what another has saved is not lost.
    private static void Change(Func<IEnumerable<SavedPanel>, IEnumerable<SavedPanel>> change, string name, CancellationToken cancel)
    {
        using (Lock(cancel))
            ConfigurationFolder.Write(File, JsonSerializer.SerializeToUtf8Bytes([.. change(All.Where(panel => !panel.Name.Equals(name, StringComparison.OrdinalIgnoreCase))).OrderBy(panel => panel.Name, StringComparer.OrdinalIgnoreCase)], SavedPanelFile.Default.SavedPanelArray));
    }
}

[JsonSourceGenerationOptions(WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SavedPanel[]))]
internal sealed partial class SavedPanelFile : JsonSerializerContext;
