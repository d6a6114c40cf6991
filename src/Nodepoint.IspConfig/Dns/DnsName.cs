using System.Diagnostics.CodeAnalysis;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Dns;

/// <summary>
/// The name of a record within its zone, in every form it is needed in. What an admin may type: <c>@</c> or nothing for the zone
/// itself, <c>www</c>, <c>www.example.com.</c>, umlauts, upper case. A name that ends in the zone's own name is taken as absolute
/// with or without its trailing dot: the panel would make <c>www.example.com.example.com.</c> of the latter, which nobody means.
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

    /// <summary>The name relative to its zone in punycode, <c>@</c> for the zone itself; absolute with trailing dot if outside the zone.</summary>
    public string Name { get; }

    /// <summary>The absolute name in punycode, with trailing dot.</summary>
    public string Fqdn { get; }

    /// <summary>The zone's own name in punycode, with trailing dot.</summary>
    public string Origin { get; }

    /// <summary>Whether the name lies in its zone. Only a stored row can have one that does not: the panel never checks.</summary>
    public bool IsInZone { get; }

    /// <summary>The absolute name with its punycode written out, with trailing dot.</summary>
    public string Unicode => DomainText.ToUnicode(Fqdn);

    /// <summary>Whether this is the zone itself.</summary>
    public bool IsApex => Name == "@";

    /// <summary>Whether this is a wildcard: its first label is <c>*</c> (RFC 4592).</summary>
    public bool IsWildcard => Fqdn.StartsWith("*.", StringComparison.Ordinal);

    /// <summary>The name as the panel stores it: relative, empty for the zone itself (it refuses <c>@</c>).</summary>
    public string PanelName => IsApex ? "" : Name;

    /// <summary>Reads what an admin typed.</summary>
    /// <param name="text">The name; null, empty and <c>@</c> are the zone itself.</param>
    /// <param name="origin">The zone, with or without trailing dot.</param>
    /// <exception cref="InvalidDnsDataException">It is no name, or an absolute one outside the zone.</exception>
    public static DnsName Parse(string? text, string origin)
    {
        var zone = ParseOrigin(origin);
        var typed = text?.Trim() ?? "";
        if (typed is "" or "@")
            return new DnsName("@", zone, zone, inZone: true);

        var absolute = typed[^1] is '.' or '\u3002';
        if (absolute && typed.Length == 1)
            throw new InvalidDnsDataException($"The name '.' is the root of the DNS, not a name in {zone} Give @ for the zone itself.");

        var ascii = DomainText.ToAscii(absolute ? typed[..^1] : typed, "The name");
        CheckWildcard(ascii, typed);
        var name = Relative(ascii, zone);
        if (name is null && absolute)
            throw new InvalidDnsDataException(
                $"The name {Excerpt.Of(typed)} lies outside the zone {zone} Give a name in the zone, or choose the zone it belongs to.");

        name ??= ascii;
        var fqdn = name == "@" ? zone : $"{name}.{zone}";
        if (fqdn.Length - 1 > DomainText.LongestName)
            throw new InvalidDnsDataException(
                $"The name {Excerpt.Of(typed)} is too long: with its zone it has {fqdn.Length - 1} characters, at most {DomainText.LongestName} are possible.");
        return new DnsName(name, fqdn, zone, inZone: true);
    }

    /// <summary>Reads what an admin typed, without throwing.</summary>
    /// <param name="text">The name; null, empty and <c>@</c> are the zone itself.</param>
    /// <param name="origin">The zone, with or without trailing dot.</param>
    /// <param name="name">The name, or null.</param>
    /// <returns>Whether it is one in this zone.</returns>
    public static bool TryParse(string? text, string origin, [NotNullWhen(true)] out DnsName? name)
    {
        try
        {
            name = Parse(text, origin);
            return true;
        }
        catch (InvalidDnsDataException)
        {
            name = null;
            return false;
        }
    }

    /// <summary>
    /// Reads the name of a stored row as the name server will: without trailing dot it is relative, whatever it looks like.
    /// Never throws; a name outside the zone keeps its absolute form.
    /// </summary>
    /// <param name="stored">The column <c>name</c>.</param>
    /// <param name="origin">The column <c>origin</c> of the row's zone.</param>
    public static DnsName FromPanel(string? stored, string origin)
    {
        var zone = Lenient(origin);
        var name = stored?.Trim().ToLowerInvariant() ?? "";
        if (name is "" or "@")
            return new DnsName("@", zone, zone, inZone: true);
        if (name[^1] != '.')
            return new DnsName(name, $"{name}.{zone}", zone, inZone: true);

        var relative = Relative(name[..^1], zone);
        return relative is null ? new DnsName(name, name, zone, inZone: false) : new DnsName(relative, name, zone, inZone: true);
    }

    /// <summary>The name of a zone in the form the panel stores: punycode, lower case, trailing dot.</summary>
    /// <param name="origin">The zone, with or without trailing dot.</param>
    /// <exception cref="InvalidDnsDataException">It is no name.</exception>
    public static string ParseOrigin(string? origin)
    {
        var typed = origin?.Trim() ?? "";
        if (typed is "" or ".")
            throw new InvalidDnsDataException("The zone's name is missing: give one like example.com.");
        var ascii = DomainText.ToAscii(typed[^1] is '.' or '\u3002' ? typed[..^1] : typed, "The zone");
        if (ascii.Contains('*', StringComparison.Ordinal))
            throw new InvalidDnsDataException($"The zone {Excerpt.Of(typed)} contains '*': a zone has a name of its own.");
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

    private static string Lenient(string? origin)
    {
        var zone = origin?.Trim().ToLowerInvariant() ?? "";
        return zone.EndsWith('.') ? zone : zone + ".";
    }

    private static void CheckWildcard(string ascii, string typed)
    {
        var star = ascii.LastIndexOf('*');
        if (star < 0 || ascii == "*" || (star == 0 && ascii[1] == '.'))
            return;
        throw new InvalidDnsDataException(
            $"The name {Excerpt.Of(typed)} has a '*' in the wrong place: a wildcard is the whole first part of a name, as in *.shop (RFC 4592).");
    }
}
