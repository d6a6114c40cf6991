namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>A question for a name server.</summary>
/// <param name="Name">The absolute name in punycode, with or without a trailing dot.</param>
/// <param name="Type">What is asked for.</param>
internal readonly record struct DnsQuery(string Name, DnsQueryType Type)
{
    /// <summary>Whether the server is asked to find the answer elsewhere, if it does not have it (RD).</summary>
    public bool IsRecursive { get; init; }

    /// <summary>Whether signatures are wanted, too (DO, RFC 4035 3.2.1).</summary>
    public bool IsSecure { get; init; }

    /// <summary>Whether only TCP is used. Otherwise TCP is used for what does not fit into UDP.</summary>
    public bool IsTcp { get; init; }
}
