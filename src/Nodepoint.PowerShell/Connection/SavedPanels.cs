using System.Management.Automation;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nodepoint.PowerShell.Connection;

/// <summary>The registered panels, in a file of the user's that nobody else may read. No credential is ever in it.</summary>
internal static class SavedPanels
{
    private const UnixFileMode OnlyOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The file: nodepoint/panels.json in the user's folder for settings (XDG_CONFIG_HOME, or AppData on Windows).</summary>
    public static string File => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "nodepoint", "panels.json");

    /// <summary>All of them, by name.</summary>
    /// <exception cref="PSInvalidOperationException">The file cannot be read.</exception>
    public static IReadOnlyList<SavedPanel> All
    {
        get
        {
            if (!System.IO.File.Exists(File)) return [];
            try { return JsonSerializer.Deserialize(System.IO.File.ReadAllText(File), SavedPanelFile.Default.SavedPanelArray) ?? []; }
            catch (JsonException problem) { throw new PSInvalidOperationException($"The file of saved panels, {File}, is not what it was written as ({problem.Message}). Mend it, or remove it and register the panels again.", problem); }
        }
    }

    /// <summary>The one of a name; null for none.</summary>
    public static SavedPanel? Find(string name) => All.FirstOrDefault(panel => panel.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Keeps one, in place of another of the same name.</summary>
    public static void Add(SavedPanel panel) => Write([.. Without(panel.Name), panel]);

    /// <summary>Forgets one.</summary>
    public static void Remove(SavedPanel panel) => Write([.. Without(panel.Name)]);

    private static IEnumerable<SavedPanel> Without(string name) => All.Where(panel => !panel.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    // Written beside and put in place at once, so that a reader never meets half a file.
    private static void Write(SavedPanel[] panels)
    {
        var folder = Path.GetDirectoryName(File)!;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OnlyOwner | UnixFileMode.UserExecute);
        var beside = File + ".new";
        System.IO.File.Delete(beside);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OnlyOwner;
        using (var stream = new FileStream(beside, options))
            JsonSerializer.Serialize(stream, [.. panels.OrderBy(panel => panel.Name, StringComparer.OrdinalIgnoreCase)], SavedPanelFile.Default.SavedPanelArray);
        System.IO.File.Move(beside, File, overwrite: true);
    }
}

[JsonSourceGenerationOptions(WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SavedPanel[]))]
internal sealed partial class SavedPanelFile : JsonSerializerContext;
