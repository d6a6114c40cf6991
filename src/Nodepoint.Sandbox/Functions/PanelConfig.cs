using System.Globalization;
using System.Text;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;

namespace Nodepoint.Sandbox.Functions;

/// <summary>The panel's settings by section and name, from the INI texts in the server and system records.</summary>
internal sealed class PanelConfig(Tables tables)
{
    private readonly Dictionary<string, PhpArray> parsed = new(StringComparer.Ordinal);

    public PhpArray System => Parse(tables.ById("sys_ini", 1)?["config"] ?? "");

    public PhpArray Server(object? serverId) => Parse(tables.ById("server", PanelInt.Of(serverId))?["config"] ?? "");

    public string? SystemValue(string section, string name) => (System.Value(section) as PhpArray)?.Value(name) as string;

    public string? ServerValue(object? serverId, string section, string name) => (Server(serverId).Value(section) as PhpArray)?.Value(name) as string;

    public static string ToIni(PhpArray config)
    {
        var ini = new StringBuilder();
        foreach (var (section, items) in config)
        {
            ini.Append(CultureInfo.InvariantCulture, $"[{section}]\n");
            foreach (var (name, value) in items as PhpArray ?? [])
                if (name.Length > 0) ini.Append(CultureInfo.InvariantCulture, $"{PhpText.Trim(name)}={PhpText.Trim(Loose.TextArgument(value))}\n");
            ini.Append('\n');
        }
        return ini.ToString();
    }

    private PhpArray Parse(string ini)
    {
        if (parsed.TryGetValue(ini, out var known)) return known;
        var config = new PhpArray();
        string? section = null;
        foreach (var whole in PhpText.StripSlashes(ini).Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n'))
        {
            var line = PhpText.Trim(whole);
            if (PhpRegex.IsMatch("/^\\[([\\w\\d_]+)\\]$/", line))
            {
                section = PhpText.Lower(line[1..^1]);
            }
            else if (section is not null && PhpRegex.IsMatch("/^([\\w\\d_]+)=(.*)$/", line))
            {
                var at = line.IndexOf('=', StringComparison.Ordinal);
                if (config.Value(section) is not PhpArray items) config[section] = items = [];
                items[line[..at]] = PhpText.Trim(line[(at + 1)..]);
            }
        }
        if (parsed.Count > 100) parsed.Clear();
        return parsed[ini] = config;
    }
}
