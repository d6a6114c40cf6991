using Nodepoint.IspConfig.Bulk.Csv;
using Nodepoint.IspConfig.Dns.Live;

namespace Nodepoint.IspConfig.Panel.Transport;

/// <summary>What the library needs from packages. Nodepoint.Transport implements it; <see cref="TransportAssembly"/> finds it.</summary>
internal interface ITransportFactory
{
    /// <summary>Creates what sends requests through a handler.</summary>
    /// <param name="handler">The handler with the connections; the caller disposes it, after the sender.</param>
    IHttpSender CreateSender(HttpMessageHandler handler);

    /// <summary>Creates what splits a CSV text into records and fields.</summary>
    /// <param name="text">The text; the caller disposes it, after the parser.</param>
    /// <param name="delimiter">The delimiter.</param>
    ICsvParser CreateCsvParser(TextReader text, char delimiter);

    /// <summary>Creates the policy by which failed attempts are repeated.</summary>
    /// <param name="time">The clock for the delays.</param>
    IRetryPolicy CreateRetryPolicy(TimeProvider time);

    /// <summary>Creates what asks name servers.</summary>
    INameServerClient CreateNameServerClient();
}
