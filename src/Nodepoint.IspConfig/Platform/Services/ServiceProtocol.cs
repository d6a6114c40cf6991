namespace Nodepoint.IspConfig.Platform.Services;

/// <summary>A protocol that services of a platform offer.</summary>
/// <param name="Name">The name, as the keys of the ports in a profile.</param>
/// <param name="Port">The usual port; 0 for a protocol that is not known, which has none.</param>
/// <param name="IsTlsFirst">Whether TLS begins with the connection.</param>
internal sealed record ServiceProtocol(string Name, int Port, bool IsTlsFirst = false)
{
    public const string Dns = "dns";
    public const string Smtp = "smtp";
    public const string Submission = "submission";
    public const string Submissions = "submissions";
    public const string Imap = "imap";
    public const string Imaps = "imaps";
    public const string Pop3 = "pop3";
    public const string Pop3s = "pop3s";
    public const string Ftp = "ftp";
    public const string Http = "http";
    public const string Https = "https";

    /// <summary>The protocols that are tested in their own way.</summary>
    public static IReadOnlyList<ServiceProtocol> Known { get; } =
    [
        new(Dns, 53), new(Smtp, 25), new(Submission, 587), new(Submissions, 465, true), new(Imap, 143), new(Imaps, 993, true),
        new(Pop3, 110), new(Pop3s, 995, true), new(Ftp, 21), new(Http, 80), new(Https, 443, true),
    ];

    /// <summary>The protocol of a name.</summary>
    /// <param name="name">The name.</param>
    public static ServiceProtocol Find(string name) => Known.FirstOrDefault(one => one.Name == name) ?? new ServiceProtocol(name, 0);

    /// <summary>The protocols of a service: those that the profile lists, or else the usual ones of its name and those it has ports for.</summary>
    /// <param name="service">The service.</param>
    public static IReadOnlyList<string> Of(PlatformService service) => service.Protocols.Count > 0 ? service.Protocols : [.. UsualOf(service.Name).Union(service.Ports.Keys)];

    // web2 and mail-1 offer what web and mail do.
    private static string[] UsualOf(string service) => service.TrimEnd([.. "0123456789"]).TrimEnd('-') switch
    {
        "web" or "proxy" => [Http, Https],
        "mail" => [Smtp, Submission, Submissions, Imap, Imaps, Pop3, Pop3s],
        "ftp" => [Ftp],
        "ns" => [Dns],
        "panel" => [Https],
        _ => [],
    };
}
