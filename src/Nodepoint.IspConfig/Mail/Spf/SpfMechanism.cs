using System.Net;

namespace Nodepoint.IspConfig.Mail.Spf;

/// <summary>A mechanism of an SPF record.</summary>
/// <param name="Text">The text in the record.</param>
/// <param name="Result">The result if it matches.</param>
/// <param name="Kind">What it compares.</param>
internal sealed record SpfMechanism(string Text, SpfResult Result, SpfMechanismKind Kind) : SpfTerm(Text)
{
    /// <summary>The address of ip4 and ip6.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>How many bits of an IPv4 address are compared.</summary>
    public int Prefix4 { get; init; } = 32;

    /// <summary>How many bits of an IPv6 address are compared.</summary>
    public int Prefix6 { get; init; } = 128;

    /// <summary>Whether evaluating it needs the DNS, which is limited (RFC 7208 4.6.4).</summary>
    public bool NeedsLookup => Kind is SpfMechanismKind.Include or SpfMechanismKind.A or SpfMechanismKind.Mx or SpfMechanismKind.Ptr or SpfMechanismKind.Exists;

    /// <summary>Whether another mechanism compares the same, whatever the result, the case, and the way its address is written.</summary>
    /// <param name="other">The other mechanism.</param>
    public bool IsSameAs(SpfMechanism other)
        => Kind == other.Kind && Prefix4 == other.Prefix4 && Prefix6 == other.Prefix6 && Equals(Address, other.Address) && string.Equals(Domain?.Text.TrimEnd('.'), other.Domain?.Text.TrimEnd('.'), StringComparison.OrdinalIgnoreCase);
}
