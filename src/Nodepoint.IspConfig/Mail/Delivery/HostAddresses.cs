using System.Net;

namespace Nodepoint.IspConfig.Mail.Delivery;

/// <summary>The addresses of a host in the DNS.</summary>
/// <param name="Exists">Whether the name exists.</param>
/// <param name="IsAlias">Whether it has a CNAME record.</param>
/// <param name="Addresses">The addresses, of the alias's target if it is one.</param>
internal sealed record HostAddresses(bool Exists, bool IsAlias, IReadOnlyList<IPAddress> Addresses);
