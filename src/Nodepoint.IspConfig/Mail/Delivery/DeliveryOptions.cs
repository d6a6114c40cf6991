using System.Net;
using Nodepoint.IspConfig.Platform;

namespace Nodepoint.IspConfig.Mail.Delivery;

/// <summary>What the mail of the tested domains is checked against.</summary>
internal sealed record DeliveryOptions
{
    /// <summary>The port of SMTP.</summary>
    public const int UsualPort = 25;

    /// <summary>The host name of the mail server; null for that of each domain's MX record.</summary>
    public string? MailHost { get; init; }

    /// <summary>The addresses that the mail server should have; empty for those in the DNS.</summary>
    public IReadOnlyList<IPAddress> MailAddresses { get; init; } = [];

    /// <summary>The port of the mail server.</summary>
    public int Port { get; init; } = UsualPort;

    /// <summary>The blocklists to ask, such as <c>zen.example.org</c>.</summary>
    public IReadOnlyList<string> Blocklists { get; init; } = [];

    /// <summary>The SPF policy of a domain that has none; null for one that allows the hosts in its MX records.</summary>
    public string? SpfPolicy { get; init; }

    /// <summary>The DMARC policy of a domain that has none; null for one that only asks nothing of receivers.</summary>
    public string? DmarcPolicy { get; init; }

    /// <summary>The name that this computer gives to mail servers (EHLO).</summary>
    public string Helo { get; init; } = "localhost";

    /// <summary>How long to wait for a mail server.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The options of a platform profile.</summary>
    /// <param name="profile">The profile; null for none.</param>
    /// <param name="host">The host name of the mail server, if it is not that of the profile.</param>
    public static DeliveryOptions Of(PlatformProfile? profile, string? host = null)
    {
        var service = profile?.FindService("mail");
        host ??= profile?.MailHost ?? service?.HostName;
        return new DeliveryOptions
        {
            MailHost = host,
            MailAddresses = host is not null && (host == profile?.MailHost || host == service?.HostName) ? [.. service?.Addresses.Select(IPAddress.Parse) ?? []] : [],
            Port = service?.PortOf("smtp", UsualPort) ?? UsualPort,
            SpfPolicy = profile?.SpfPolicy,
            DmarcPolicy = profile?.DmarcPolicy,
        };
    }
}
