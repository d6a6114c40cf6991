using System.Management.Automation;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Nodepoint.IspConfig.Panel;

namespace Nodepoint.PowerShell.Connection;

/// <summary>The functions of the remote API that each cmdlet calls. They are recorded by tools/Permissions.</summary>
internal static class CommandFunctions
{
    private static readonly Lazy<Dictionary<string, string[]>> Recorded = new(Load);

    private static readonly Lazy<string[]> Names = new(() =>
        [.. typeof(CommandFunctions).Assembly.GetTypes().Select(type => type.GetCustomAttribute<CmdletAttribute>()).OfType<CmdletAttribute>().Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}").Order(StringComparer.OrdinalIgnoreCase)]);

    /// <summary>All cmdlets of the module, by name.</summary>
    public static IReadOnlyList<string> Commands => Names.Value;

    /// <summary>The functions that a cmdlet calls; empty if it calls none.</summary>
    public static IReadOnlyList<string> Of(string command) => Recorded.Value.GetValueOrDefault(command, []);

    /// <summary>The permissions that cmdlets need, each with the functions that need it and the cmdlets that call them.</summary>
    public static IReadOnlyList<RequiredPermission> PermissionsOf(IReadOnlyCollection<string> commands)
    {
        var calls = commands.SelectMany(command => Of(command).Select(function => (Command: command, Function: function, Group: GroupOf(function)))).ToArray();
        return [.. PanelPermissions.All.Select(group => (Group: group, Calls: calls.Where(call => call.Group == group).ToArray())).Where(one => one.Calls.Length > 0)
            .Select(one => new RequiredPermission(one.Group, [.. one.Calls.Select(call => call.Function).Distinct().Order(StringComparer.Ordinal)], [.. one.Calls.Select(call => call.Command).Distinct()]))];
    }

    private static string? GroupOf(string function) => PanelFunctions.TryGet(function, out var known) ? known.Group : null;

    private static Dictionary<string, string[]> Load()
    {
        using var data = typeof(CommandFunctions).Assembly.GetManifestResourceStream("commands.json")!;
        return new(JsonSerializer.Deserialize(data, CommandFunctionsFile.Default.DictionaryStringStringArray)!, StringComparer.OrdinalIgnoreCase);
    }
}

[JsonSerializable(typeof(Dictionary<string, string[]>))]
internal sealed partial class CommandFunctionsFile : JsonSerializerContext;
