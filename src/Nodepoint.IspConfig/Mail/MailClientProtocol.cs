namespace Nodepoint.IspConfig.Mail;

/// <summary>A protocol with which mail programs reach a mailbox, by the name of its SRV record (RFC 6186, RFC 8314 5.1).</summary>
public enum MailClientProtocol
{
    /// <summary>IMAP over TLS, port 993.</summary>
    Imaps,

    /// <summary>IMAP with STARTTLS, port 143.</summary>
    Imap,

    /// <summary>POP3 over TLS, port 995.</summary>
    Pop3s,

    /// <summary>POP3 with STARTTLS, port 110.</summary>
    Pop3,

    /// <summary>Submission over TLS, port 465.</summary>
    Submissions,

    /// <summary>Submission with STARTTLS, port 587.</summary>
    Submission,
}
