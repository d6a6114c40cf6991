using System.Text;

namespace Nodepoint.Sandbox.Php;

/// <summary>PHP's htmlentities for the special characters of HTML, the Latin-1 characters with names in HTML 4, and some others.</summary>
internal static class HtmlEntities
{
    private static readonly string[] Latin =
    [
        "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf", "laquo", "not", "shy", "reg", "macr",
        "deg", "plusmn", "sup2", "sup3", "acute", "micro", "para", "middot", "cedil", "sup1", "ordm", "raquo", "frac14", "frac12", "frac34", "iquest",
        "Agrave", "Aacute", "Acirc", "Atilde", "Auml", "Aring", "AElig", "Ccedil", "Egrave", "Eacute", "Ecirc", "Euml", "Igrave", "Iacute", "Icirc", "Iuml",
        "ETH", "Ntilde", "Ograve", "Oacute", "Ocirc", "Otilde", "Ouml", "times", "Oslash", "Ugrave", "Uacute", "Ucirc", "Uuml", "Yacute", "THORN", "szlig",
        "agrave", "aacute", "acirc", "atilde", "auml", "aring", "aelig", "ccedil", "egrave", "eacute", "ecirc", "euml", "igrave", "iacute", "icirc", "iuml",
        "eth", "ntilde", "ograve", "oacute", "ocirc", "otilde", "ouml", "divide", "oslash", "ugrave", "uacute", "ucirc", "uuml", "yacute", "thorn", "yuml",
    ];

    public static string Encode(string text)
    {
        var html = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (Name(c) is { } name) html.Append('&').Append(name).Append(';');
            else html.Append(c);
        }
        return html.ToString();
    }

    private static string? Name(char c) => c switch
    {
        '&' => "amp",
        '<' => "lt",
        '>' => "gt",
        '"' => "quot",
        '\'' => "#039",
        >= '\u00a0' and <= '\u00ff' => Latin[c - '\u00a0'],
        '\u0152' => "OElig",
        '\u0153' => "oelig",
        '\u0160' => "Scaron",
        '\u0161' => "scaron",
        '\u0178' => "Yuml",
        '\u2013' => "ndash",
        '\u2014' => "mdash",
        '\u2018' => "lsquo",
        '\u2019' => "rsquo",
        '\u201c' => "ldquo",
        '\u201d' => "rdquo",
        '\u201e' => "bdquo",
        '\u2026' => "hellip",
        '\u20ac' => "euro",
        '\u2122' => "trade",
        _ => null,
    };
}
