using Nodepoint.IspConfig.Bulk.Csv;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Mail.Delivery;
using Nodepoint.IspConfig.Panel.Transport;
using Nodepoint.Transport.Csv;
using Nodepoint.Transport.Dns;
using Nodepoint.Transport.Mail;
using Nodepoint.Transport.Panel;

namespace Nodepoint.Transport;

/// <summary>Creates what the library needs with the packages. The library creates it by name.</summary>
internal sealed class TransportFactory : ITransportFactory, ICsvParserFactory, INameServerClientFactory, ISmtpProbeFactory
{
    public IHttpSender CreateSender(HttpMessageHandler handler) => new HttpSender(handler);

    public ICsvParser CreateCsvParser(TextReader text, char delimiter) => new CsvFileParser(text, delimiter);

    public IRetryPolicy CreateRetryPolicy(TimeProvider time) => new RetryPolicy(time);

    public INameServerClient CreateNameServerClient() => new NameServerClient();

    public ISmtpProbe CreateSmtpProbe() => new SmtpProbe();
}
