using System.Reflection;
using System.Text.Json;

namespace Nodepoint.HelpPages;

/// <summary>Says in the notes of a page which permissions a remote user needs for the cmdlet, from the functions that it was recorded to call.</summary>
public sealed class PermissionNotes
{
    /// <summary>How the paragraph begins.</summary>
    public const string Beginning = "Permissions: ";

    private readonly Dictionary<string, string[]> _functions;
    private readonly Dictionary<string, string> _groups;

    /// <param name="cmdlets">The assembly with the functions of each cmdlet.</param>
    /// <param name="library">The assembly with the permissions of each function.</param>
    public PermissionNotes(Assembly cmdlets, Assembly library)
    {
        ArgumentNullException.ThrowIfNull(cmdlets);
        ArgumentNullException.ThrowIfNull(library);
        _functions = JsonSerializer.Deserialize<Dictionary<string, string[]>>(cmdlets.GetManifestResourceStream("commands.json")!)!;
        using var functions = JsonDocument.Parse(library.GetManifestResourceStream("functions.json")!);
        _groups = functions.RootElement.EnumerateArray().Where(function => function.TryGetProperty("group", out var group) && group.ValueKind == JsonValueKind.String)
            .ToDictionary(function => function.GetProperty("name").GetString()!, function => function.GetProperty("group").GetString()!);
    }

    /// <summary>The paragraph for a cmdlet.</summary>
    public string Of(string command)
    {
        if (command == "Invoke-NpApi") return Beginning + "those of the function; Get-NpApiFunction lists them.";
        var groups = _groups.Values.Distinct().Where(group => _functions.GetValueOrDefault(command, []).Any(function => _groups.GetValueOrDefault(function) == group)).ToArray();
        return Beginning + (groups.Length == 0 ? "none." : $"{string.Join(", ", groups)} (in the panel: System, Remote Users).");
    }
}
