using System.Globalization;
using System.Text.RegularExpressions;

namespace Nodepoint.Sandbox.Php;

/// <summary>PHP's filter_var for email addresses, IP addresses and integers.</summary>
internal static partial class PhpFilter
{
    public static bool IsEmail(object? value)
    {
        if (value is PhpArray) return false;
        var address = PhpText.Bytes(Loose.Text(value));
        if (address.Length > 254) return false;
        var at = address.LastIndexOf('@');
        if (at is < 1 or > 64) return false;
        return LocalPart().IsMatch(address[..at]) && IsMailHost(address[(at + 1)..]);
    }

    public static bool IsIp(object? value) => IsIpv4(value) || IsIpv6(value);

    public static bool IsIpv4(object? value) => value is not PhpArray && IsDottedQuad(Loose.Text(value));

    public static bool IsIpv6(object? value)
    {
        if (value is PhpArray) return false;
        var text = Loose.Text(value);
        if (!text.Contains(':', StringComparison.Ordinal)) return false;
        var blocks = 0;
        var lastColon = text.LastIndexOf(':');
        if (text.Contains('.', StringComparison.Ordinal))
        {
            if (!IsDottedQuad(text[(lastColon + 1)..])) return false;
            blocks = 2;
            text = text[..(text[lastColon - 1 < 0 ? 0 : lastColon - 1] == ':' ? lastColon + 1 : lastColon)];
            if (text.Length == 0) return false;
        }
        var gap = text.IndexOf("::", StringComparison.Ordinal);
        if (gap < 0) return Groups(text, out var all) && all + blocks == 8;
        if (text.IndexOf("::", gap + 1, StringComparison.Ordinal) >= 0) return false;
        return Groups(text[..gap], out var left) && Groups(text[(gap + 2)..], out var right) && left + right + blocks <= 7;
    }

    public static bool IsInt(object? value)
    {
        if (value is PhpArray) return false;
        var text = PhpText.Trim(Loose.Text(value));
        return WholeNumber().IsMatch(text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
    }

    private static bool IsMailHost(string host)
    {
        if (host.StartsWith("[IPv6:", StringComparison.OrdinalIgnoreCase) && host.EndsWith(']')) return IsIpv6(host[6..^1]);
        if (host.StartsWith('[') && host.EndsWith(']')) return IsDottedQuad(host[1..^1]);
        return host.Split('.').All(label => label.Length < 64) && MailHost().IsMatch(host);
    }

    private static bool IsDottedQuad(string text)
    {
        var parts = text.Split('.');
        return parts.Length == 4 && parts.All(p =>
            p.Length is > 0 and < 4 && p.All(char.IsAsciiDigit) && (p.Length == 1 || p[0] != '0') && int.Parse(p, CultureInfo.InvariantCulture) < 256);
    }

    private static bool Groups(string text, out int count)
    {
        count = 0;
        if (text.Length == 0) return true;
        var groups = text.Split(':');
        count = groups.Length;
        return groups.All(g => g.Length is > 0 and < 5 && g.All(char.IsAsciiHexDigit));
    }

    [GeneratedRegex(@"\A(?:[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]+|""(?:[\x01-\x08\x0B\x0C\x0E-\x21\x23-\x5B\x5D-\x7F]|\\[\x00-\x7F])*"")(?:\.(?:[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]+|""(?:[\x01-\x08\x0B\x0C\x0E-\x21\x23-\x5B\x5D-\x7F]|\\[\x00-\x7F])*""))*\z")]
    private static partial Regex LocalPart();

    [GeneratedRegex(@"\A(?:[A-Za-z0-9]+(?:-+[A-Za-z0-9]+)*\.){1,126}(?:[A-Za-z][A-Za-z0-9]*|[Xx][Nn]--[A-Za-z0-9]+)(?:-+[A-Za-z0-9]+)*\z")]
    private static partial Regex MailHost();

    [GeneratedRegex(@"\A[+-]?(?:0|[1-9][0-9]*)\z")]
    private static partial Regex WholeNumber();
}
