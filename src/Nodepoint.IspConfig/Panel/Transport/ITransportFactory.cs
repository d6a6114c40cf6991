namespace Nodepoint.IspConfig.Panel.Transport;

/// <summary>What a connection needs from packages. Nodepoint.Transport implements it; <see cref="TransportAssembly"/> finds it.</summary>
internal interface ITransportFactory
{
    /// <summary>Creates what sends requests through a handler.</summary>
    /// <param name="handler">The handler with the connections; the caller disposes it, after the sender.</param>
    IHttpSender CreateSender(HttpMessageHandler handler);

    /// <summary>Creates the policy by which failed attempts are repeated.</summary>
    /// <param name="time">The clock for the delays.</param>
    IRetryPolicy CreateRetryPolicy(TimeProvider time);
}
