namespace Nodepoint.IspConfig.Platform.Services.Checks;

/// <summary>Finds services that do not offer TLS, although passwords and mail are sent through them.</summary>
internal static class WithoutTls
{
    /// <summary>What is wrong with a service without TLS.</summary>
    /// <param name="target">The service.</param>
    /// <param name="answer">What it answered.</param>
    public static IEnumerable<ServiceFinding> Find(ServiceTarget target, ServiceAnswer answer)
    {
        if (answer.OffersTls || answer.Certificate is not null) yield break;
        var (command, reason) = target.Protocol.Name switch
        {
            ServiceProtocol.Smtp => ("STARTTLS", "Mail to the platform is sent without encryption."),
            ServiceProtocol.Submission or ServiceProtocol.Imap => ("STARTTLS", "Passwords and mail are sent without encryption."),
            ServiceProtocol.Pop3 => ("STLS", "Passwords and mail are sent without encryption."),
            ServiceProtocol.Ftp => ("AUTH TLS", "Passwords and files are sent without encryption."),
            _ => ("", ""),
        };
        if (command.Length == 0) yield break;
        var software = ServiceSoftware.Of(target.Protocol);
        yield return new(ServiceFindingKind.NoTls, Verdict.Fail, $"{target} does not offer {command}.", $"{reason} Enable TLS in {software.Name} ({software.Tls}), with a certificate ({software.Certificate}).");
    }
}
