using System.Net;

namespace Nodepoint.Sandbox.Wire;

/// <summary>The names of the variables that PHP reads from a query or a form.</summary>
internal static class VariableNames
{
    public static List<string> Of(string query) => [.. query.TrimStart('?').Split('&').Select(part => Name(WebUtility.UrlDecode(part.Split('=', 2)[0]))).Where(name => name.Length > 0)];

    /// <summary>Whether a query or a form has a name that would override a variable of the panel.</summary>
    public static bool Override(IEnumerable<string> names) => names.Any(name => name is "GLOBALS" or "s" or "s_old" or "conf");

    // Dots, spaces and unclosed brackets become underscores; closed brackets and everything after a NUL are cut off.
    private static string Name(string name)
    {
        name = name.Split('\0')[0].TrimStart(' ');
        var open = name.IndexOf('[', StringComparison.Ordinal);
        if (open == 0) return "";
        if (open > 0 && name.IndexOf(']', open) > 0) name = name[..open];
        return name.Replace('.', '_').Replace(' ', '_').Replace('[', '_');
    }
}
