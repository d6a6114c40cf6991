namespace Nodepoint.IspConfig.Platform.Services;

/// <summary>What a service is asked.</summary>
/// <param name="Host">The name of the server, for TLS and HTTP; its address if it has none.</param>
/// <param name="IsTlsFirst">Whether TLS begins with the connection. Otherwise it is begun later, if the protocol can do that and the service offers it.</param>
/// <param name="Timeout">How long to wait in all.</param>
internal sealed record ServiceQuestion(string Host, bool IsTlsFirst, TimeSpan Timeout);
