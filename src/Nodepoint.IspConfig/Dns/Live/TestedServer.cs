using System.Net;

namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>An address of a name server.</summary>
/// <param name="Name">The host name, or the address, with the port if it is not 53.</param>
/// <param name="EndPoint">The address and port.</param>
internal sealed record TestedServer(string Name, IPEndPoint EndPoint)
{
    /// <summary>The name for messages: a host name with the address.</summary>
    public string Label { get; } = NameServerAddress.Parse(Name).Address is null ? $"{Name} ({EndPoint.Address})" : Name;
}
