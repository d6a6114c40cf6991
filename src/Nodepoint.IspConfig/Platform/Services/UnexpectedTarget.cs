using System.Net;

namespace Nodepoint.IspConfig.Platform.Services;

/// <summary>An address, with the protocols and ports that must not answer on it.</summary>
/// <param name="Services">The names of the services that have the address.</param>
/// <param name="Address">The address.</param>
/// <param name="Ports">The protocols and ports.</param>
internal sealed record UnexpectedTarget(IReadOnlyList<string> Services, IPAddress Address, IReadOnlyList<(ServiceProtocol Protocol, int Port)> Ports);
