using System.Net;

namespace Nodepoint.IspConfig.Mail.Spf;

/// <summary>A mechanism of an SPF record.</summary>
/// <param name="Text">The text in the record.</param>
/// <param name="Result">The result if it matches.</param>
/// <param name="Kind">What it compares.</param>
internal sealed record SpfMechanism(string Text, SpfResult Result, SpfMechanismKind Kind)
{
    /// <summary>The domain; null for the domain of the record.</summary>
    public SpfMacroText? Domain { get; init; }

    /// <summary>The address of ip4 and ip6.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>How many bits of an IPv4 address are compared.</summary>
    public int Prefix4 { get; init; } = 32;

    /// <summary>How many bits of an IPv6 address are compared.</summary>
    public int Prefix6 { get; init; } = 128;

    /// <summary>Whether evaluating it needs the DNS, which is limited (RFC 7208 4.6.4).</summary>
    public bool NeedsLookup => Kind is SpfMechanismKind.Include or SpfMechanismKind.A or SpfMechanismKind.Mx or SpfMechanismKind.Ptr or SpfMechanismKind.Exists;
}
