using MailKit.Net.Imap;
using MailKit.Net.Pop3;
using Nodepoint.IspConfig.Bulk.Csv;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Mail.Delivery;
using Nodepoint.IspConfig.Panel.Transport;
using Nodepoint.IspConfig.Platform.Services;
using Nodepoint.IspConfig.Report;
using Nodepoint.Transport.Csv;
using Nodepoint.Transport.Dns;
using Nodepoint.Transport.Mail;
using Nodepoint.Transport.Panel;
using Nodepoint.Transport.Report;
using Nodepoint.Transport.Services;

namespace Nodepoint.Transport;

/// <summary>Creates what the library needs with the packages. The library creates it by name.</summary>
internal sealed class TransportFactory : ITransportFactory, ICsvParserFactory, INameServerClientFactory, ISmtpProbeFactory, IServiceProbeFactory, IReportRendererFactory
{
    public IHttpSender CreateSender(HttpMessageHandler handler) => new HttpSender(handler);

    public ICsvParser CreateCsvParser(TextReader text, char delimiter) => new CsvFileParser(text, delimiter);

    public IRetryPolicy CreateRetryPolicy(TimeProvider time) => new RetryPolicy(time);

    public INameServerClient CreateNameServerClient() => new NameServerClient();

    public ISmtpProbe CreateSmtpProbe() => new SmtpProbe();

    public IServiceProbe CreateImapProbe() => new MailboxProbe(static log => new ImapClient(log));

    public IServiceProbe CreatePop3Probe() => new MailboxProbe(static log => new Pop3Client(log));

    public IServiceProbe CreateFtpProbe() => new FtpProbe();

    public IServiceProbe CreateHttpProbe() => new HttpProbe();

    public IServiceProbe CreateBannerProbe() => new BannerProbe();

    public IReportRenderer CreateReportRenderer() => new ReportRenderer();
}
