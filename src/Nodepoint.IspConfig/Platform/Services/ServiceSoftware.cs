namespace Nodepoint.IspConfig.Platform.Services;

/// <summary>The programs that offer the protocols on a server of the panel, for advice.</summary>
/// <param name="Name">The name of the program.</param>
/// <param name="Unit">Its unit of systemd.</param>
/// <param name="Listen">The setting of its addresses.</param>
/// <param name="Tls">The setting of TLS.</param>
/// <param name="Certificate">The settings of the certificate and its key.</param>
internal sealed record ServiceSoftware(string Name, string Unit, string Listen, string Tls, string Certificate)
{
    private static readonly ServiceSoftware Postfix = new("Postfix", "postfix", "inet_interfaces in main.cf, and the addresses in master.cf", "smtpd_tls_security_level = may in main.cf", "smtpd_tls_cert_file and smtpd_tls_key_file in main.cf");
    private static readonly ServiceSoftware Dovecot = new("Dovecot", "dovecot", "listen in dovecot.conf", "ssl = yes in dovecot.conf", "ssl_cert and ssl_key in dovecot.conf");
    private static readonly ServiceSoftware PureFtpd = new("Pure-FTPd", "pure-ftpd-mysql", "the file /etc/pure-ftpd/conf/Bind", "1 in the file /etc/pure-ftpd/conf/TLS", "/etc/ssl/private/pure-ftpd.pem");
    private static readonly ServiceSoftware Web = new("the web server", "nginx or apache2", "listen (nginx) or Listen (Apache)", "ssl (nginx) or SSLEngine (Apache)", "ssl_certificate (nginx) or SSLCertificateFile (Apache)");
    private static readonly ServiceSoftware Bind = new("BIND", "named", "listen-on and listen-on-v6 in named.conf.options", "", "");
    private static readonly ServiceSoftware Unknown = new("the service", "of the service", "its listening addresses", "its own setting of TLS", "its certificate and key");

    /// <summary>The program that offers a protocol.</summary>
    /// <param name="protocol">The protocol.</param>
    public static ServiceSoftware Of(ServiceProtocol protocol) => protocol.Name switch
    {
        ServiceProtocol.Smtp or ServiceProtocol.Submission or ServiceProtocol.Submissions => Postfix,
        ServiceProtocol.Imap or ServiceProtocol.Imaps or ServiceProtocol.Pop3 or ServiceProtocol.Pop3s => Dovecot,
        ServiceProtocol.Ftp => PureFtpd,
        ServiceProtocol.Http or ServiceProtocol.Https => Web,
        ServiceProtocol.Dns => Bind,
        _ => Unknown,
    };
}
