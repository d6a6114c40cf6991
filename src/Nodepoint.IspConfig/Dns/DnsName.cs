using System.Diagnostics.CodeAnalysis;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Dns;

/// <summary>
/// The name of a record in its zone, in all forms. Input may be <c>@</c> or empty for the zone apex,
/// <c>www</c>, or <c>www.example.com.</c>, with non-ASCII or uppercase characters. A name that ends in the zone's name is absolute
/// with or without a trailing dot, although the panel would read <c>www.example.com</c> as <c>www.example.com.example.com.</c>
/// </summary>
public sealed class DnsName : IEquatable<DnsName>
{
    private DnsName(string name, string fqdn, string origin, bool inZone)
    {
        Name = name;
        Fqdn = fqdn;
        Origin = origin;
        IsInZone = inZone;
    }

    /// <summary>The name relative to its zone in punycode, <c>@</c> for the zone apex; absolute with a trailing dot if it is outside the zone.</summary>
    public string Name { get; }

    /// <summary>The absolute name in punycode, with a trailing dot.</summary>
    public string Fqdn { get; }

    /// <summary>The name of the zone in punycode, with a trailing dot.</summary>
    public string Origin { get; }

    /// <summary>Whether the name is in its zone. Only a stored name can be outside, because the panel does not check it.</summary>
    public bool IsInZone { get; }

    /// <summary>The absolute name in Unicode, with a trailing dot.</summary>
    public string Unicode => DomainText.ToUnicode(Fqdn);

    /// <summary>Whether this is the zone apex.</summary>
    public bool IsApex => Name == "@";

    /// <summary>Whether this is a wildcard: its first label is <c>*</c> (RFC 4592).</summary>
    public bool IsWildcard => Fqdn.StartsWith("*.", StringComparison.Ordinal);

    /// <summary>The name as stored by the panel: relative, empty for the zone apex (the panel refuses <c>@</c>).</summary>
    public string PanelName => IsApex ? "" : Name;

    /// <summary>Reads a name as an administrator types it.</summary>
    /// <param name="text">The name; null, empty and <c>@</c> are the zone apex.</param>
    /// <param name="origin">The zone, with or without a trailing dot.</param>
    /// <exception cref="RuleException">The text is not a valid name, or an absolute name outside the zone.</exception>
    public static DnsName Parse(string? text, string origin)
    {
        var zone = ParseOrigin(origin);
        var typed = text?.Trim() ?? "";
        if (typed is "" or "@")
            return new DnsName("@", zone, zone, inZone: true);

        var absolute = typed[^1] is '.' or '\u3002';
        if (absolute && typed.Length == 1)
            throw new RuleException(Rule.InvalidDnsData, $"The name '.' is the DNS root, not a name in zone {zone} Use @ for the zone apex.");

        var ascii = DomainText.ToAscii(absolute ? typed[..^1] : typed, "The name");
        CheckWildcard(ascii, typed);
        var name = Relative(ascii, zone);
        if (name is null && absolute)
            throw new RuleException(
                Rule.InvalidDnsData,
                $"The name {Excerpt.Of(typed)} is outside zone {zone} Use a name in the zone, or specify the zone that it belongs to.");

        name ??= ascii;
        var fqdn = name == "@" ? zone : $"{name}.{zone}";
        if (fqdn.Length - 1 > DomainText.LongestName)
            throw new RuleException(
                Rule.InvalidDnsData,
                $"The name {Excerpt.Of(typed)} is too long: with its zone it has {fqdn.Length - 1} characters; the maximum is {DomainText.LongestName}.");
        return new DnsName(name, fqdn, zone, inZone: true);
    }

    /// <summary>Reads a name as an administrator types it, without throwing.</summary>
    /// <param name="text">The name; null, empty and <c>@</c> are the zone apex.</param>
    /// <param name="origin">The zone, with or without a trailing dot.</param>
    /// <param name="name">The name, or null.</param>
    /// <returns>Whether the text is a valid name in the zone.</returns>
    public static bool TryParse(string? text, string origin, [NotNullWhen(true)] out DnsName? name)
    {
        try
        {
            name = Parse(text, origin);
            return true;
        }
        catch (RuleException)
        {
            name = null;
            return false;
        }
    }

    /// <summary>
    /// Reads a stored name as the name server does: without a trailing dot it is relative.
    /// Never throws; a name outside the zone stays absolute.
    /// </summary>
    /// <param name="stored">The column <c>name</c>.</param>
    /// <param name="origin">The column <c>origin</c> of the row's zone.</param>
    public static DnsName FromPanel(string? stored, string origin)
    {
        var zone = NormalizeOrigin(origin);
        var name = stored?.Trim().ToLowerInvariant() ?? "";
        if (name is "" or "@")
            return new DnsName("@", zone, zone, inZone: true);
        if (name[^1] != '.')
            return new DnsName(name, $"{name}.{zone}", zone, inZone: true);

        var relative = Relative(name[..^1], zone);
        return relative is null ? new DnsName(name, name, zone, inZone: false) : new DnsName(relative, name, zone, inZone: true);
    }

    /// <summary>Reads the name of a zone in the panel's form: punycode, lower case, with a trailing dot.</summary>
    /// <param name="origin">The zone, with or without a trailing dot.</param>
    /// <exception cref="RuleException">The text is not a valid name.</exception>
    public static string ParseOrigin(string? origin)
    {
        var typed = origin?.Trim() ?? "";
        if (typed is "" or ".")
            throw new RuleException(Rule.InvalidDnsData, "The zone name is missing. Specify a name such as example.com.");
        var ascii = DomainText.ToAscii(typed[^1] is '.' or '\u3002' ? typed[..^1] : typed, "The zone");
        if (ascii.Contains('*', StringComparison.Ordinal))
            throw new RuleException(Rule.InvalidDnsData, $"The zone {Excerpt.Of(typed)} contains '*'. A zone name cannot contain a wildcard.");
        return ascii + ".";
    }

    /// <inheritdoc/>
    public bool Equals(DnsName? other) => other is not null && Fqdn == other.Fqdn && Origin == other.Origin;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DnsName);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Fqdn, Origin);

    /// <summary>The absolute name.</summary>
    public override string ToString() => Fqdn;

    private static string? Relative(string absolute, string zone)
    {
        var bare = zone.AsSpan(0, zone.Length - 1);
        if (bare.SequenceEqual(absolute))
            return "@";
        return bare.Length > 0 && absolute.Length > bare.Length + 1 && absolute[^(bare.Length + 1)] == '.'
            && absolute.AsSpan().EndsWith(bare, StringComparison.Ordinal)
            ? absolute[..^(bare.Length + 1)]
            : null;
    }

    private static string NormalizeOrigin(string? origin)
    {
        var zone = origin?.Trim().ToLowerInvariant() ?? "";
        return zone.EndsWith('.') ? zone : zone + ".";
    }

    private static void CheckWildcard(string ascii, string typed)
    {
        var star = ascii.LastIndexOf('*');
        if (star < 0 || ascii == "*" || (star == 0 && ascii[1] == '.'))
            return;
        throw new RuleException(
            Rule.InvalidDnsData,
            $"The name {Excerpt.Of(typed)} has a '*' in the wrong place. A wildcard must be the complete first label of the name, as in *.shop (RFC 4592).");
    }
}
