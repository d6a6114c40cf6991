using System.Globalization;
using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Forms;

/// <summary>Checks the commands and times of cron jobs.</summary>
internal static class CronChecks
{
    /// <summary>Whether a text is a command: any single line; a URL must be http or https.</summary>
    public static bool IsCommand(string command)
    {
        if (command.AsSpan().IndexOfAny("\n\r\0") >= 0) return false;
        var scheme = PhpRegex.Match("'^(\\w+):\\/\\/'", command);
        if (!scheme.Success) return true;
        if (scheme.Groups[1].Value.ToLowerInvariant() is not ("http" or "https")) return false;
        return scheme.Groups[1].Value is "http" or "https" && PhpRegex.IsMatch("'^([a-z0-9][a-z0-9_\\-]{0,62}\\.)+([A-Za-z0-9\\-]{2,63})$'i", Host(command));
    }

    /// <summary>Whether a text is a list of numbers, ranges and steps within the bounds of the field.</summary>
    public static bool IsTime(string field, string value)
    {
        value = value.Replace(" ", "", StringComparison.Ordinal);
        if (!PhpRegex.IsMatch("'^[0-9\\-\\,\\/\\*]+$'", value) || PhpRegex.IsMatch("'[\\-\\,\\/][\\-\\,\\/]'", value)) return false;
        var (least, most) = field switch
        {
            "run_min" => (0, 59),
            "run_hour" => (0, 23),
            "run_mday" => (1, 31),
            "run_month" => (1, 12),
            _ => (0, 7),
        };
        return value.Split(',').All(entry => IsEntry(entry, least, most));
    }

    private static bool IsEntry(string entry, int least, int most)
    {
        var match = PhpRegex.Match("'^(((\\d+)(\\-(\\d+))?)|\\*)(\\/([1-9]\\d*))?$'", entry);
        if (!match.Success) return false;
        double Number(int group) => double.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
        if (match.Groups[1].Value != "*")
        {
            if (Number(3) < least || Number(3) > most) return false;
            if (match.Groups[5].Success && (Number(5) < least || Number(5) > most || Number(5) <= Number(3))) return false;
        }
        return !match.Groups[7].Success || (Number(7) >= 2 && Number(7) <= most - 1);
    }

    private static string Host(string address)
    {
        var rest = address[(address.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var end = rest.AsSpan().IndexOfAny("/?#");
        if (end >= 0) rest = rest[..end];
        rest = rest[(rest.LastIndexOf('@') + 1)..];
        var port = rest.LastIndexOf(':');
        return port < 0 ? rest : rest[..port];
    }
}
