using System.Globalization;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Dns.Policies;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Platform;

/// <summary>Checks the values of a profile, and brings each into one form.</summary>
internal static class ProfileRules
{
    /// <summary>The key of the time to live for all types that have none of their own.</summary>
    public const string DefaultTtl = "default";

    private const int ShortestTtl = 60;
    private const int UsualPreference = 10;

    private static readonly string[] ServerKinds = ["mail", "web", "dns", "db"];

    /// <summary>Checks a profile.</summary>
    /// <param name="profile">The profile, perhaps with null in the place of lists, as JSON allows it.</param>
    /// <returns>The profile with each value in its usual form.</returns>
    /// <exception cref="ProfileValueException">A value is not valid.</exception>
    public static PlatformProfile Normalize(PlatformProfile profile) => profile with
    {
        Services = Services(profile.Services),
        NameServers = Each("nameServers", profile.NameServers, Host),
        Resolvers = Each("resolvers", profile.Resolvers, static text => NameServerAddress.Parse(text).ToString()),
        HostMaster = One("hostMaster", profile.HostMaster, static text => EmailAddress.Parse(text, allowPlus: true).Address),
        DefaultAddress = One("defaultAddress", profile.DefaultAddress, Address),
        MailHost = One("mailHost", profile.MailHost, Host),
        MailExchangers = Each("mailExchangers", profile.MailExchangers, Exchanger),
        SpfPolicy = One("spfPolicy", profile.SpfPolicy, static text => Policy(text, "SPF", SpfCheck.Find(text, "example.com."))),
        DmarcPolicy = One("dmarcPolicy", profile.DmarcPolicy, static text => Policy(text, "DMARC", DmarcCheck.Find(text))),
        Ttls = Numbers("ttls", profile.Ttls, TtlKey, ShortestTtl, int.MaxValue),
        ServerIds = Numbers("serverIds", profile.ServerIds, ServerKind, 1, int.MaxValue),
        SiteZone = One("siteZone", profile.SiteZone, Host),
        ReservedLabels = Each("reservedLabels", profile.ReservedLabels, Label),
    };

    private static List<PlatformService> Services(IReadOnlyList<PlatformService>? services)
    {
        var checkedOnes = new List<PlatformService>();
        for (var at = 0; at < (services?.Count ?? 0); at++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"services[{at}]");
            var service = services![at] ?? throw new ProfileValueException(path, "A service must be an object with a name.");
            service = service with
            {
                Name = One(path + ".name", service.Name ?? "", ServiceName)!,
                HostName = One(path + ".hostName", service.HostName, Host),
                Addresses = Each(path + ".addresses", service.Addresses, Address),
                Protocols = Each(path + ".protocols", service.Protocols, Protocol),
                Ports = Numbers(path + ".ports", service.Ports, Protocol, 1, ushort.MaxValue),
            };
            if (checkedOnes.Exists(other => other.Name == service.Name)) throw new ProfileValueException(path + ".name", $"The profile has two services with the name {Excerpt.Of(service.Name)}. Give each service a name of its own.");
            checkedOnes.Add(service);
        }

        return checkedOnes;
    }

    private static string? One(string path, string? value, Func<string, string> read)
    {
        if (value is null) return null;
        try { return read(value.Trim()); }
        catch (RuleException problem) { throw new ProfileValueException(path, problem.Message); }
    }

    private static List<string> Each(string path, IReadOnlyList<string>? values, Func<string, string> read)
    {
        var all = new List<string>();
        for (var at = 0; at < (values?.Count ?? 0); at++)
        {
            var value = One(string.Create(CultureInfo.InvariantCulture, $"{path}[{at}]"), values![at] ?? "", read)!;
            if (!all.Contains(value)) all.Add(value);
        }

        return all;
    }

    private static Dictionary<string, int> Numbers(string path, IReadOnlyDictionary<string, int>? values, Func<string, string> readKey, int least, int most)
    {
        var all = new Dictionary<string, int>();
        foreach (var (key, number) in values ?? new Dictionary<string, int>())
        {
            var read = One($"{path}.{key}", key, readKey)!;
            if (number < least || number > most) throw new ProfileValueException($"{path}.{key}", string.Create(CultureInfo.InvariantCulture, $"The value {number} of {Excerpt.Of(key)} is out of range. Use a whole number from {least} to {most}."));
            all[read] = number;
        }

        return all;
    }

    private static string Host(string text)
    {
        var name = text.TrimEnd('.');
        if (AddressText.TryParse(name, out _)) throw new RuleException(Rule.InvalidPlatformProfile, $"{Excerpt.Of(text)} is an address. Use a host name such as mail.example.com.");
        var problem = DomainText.TryToAscii(name, out var ascii);
        if (problem is null && ascii.AsSpan().IndexOfAny('*', '/', '_') < 0 && ascii.Contains('.', StringComparison.Ordinal)) return ascii;
        throw new RuleException(Rule.InvalidPlatformProfile, $"{Excerpt.Of(text)} is not a complete host name. Use a name such as mail.example.com.");
    }

    private static string Address(string text)
        => AddressText.TryParse(text, out var address) ? address.ToString() : throw new RuleException(Rule.InvalidPlatformProfile, $"{Excerpt.Of(text)} is not an IP address. Use an address such as 192.0.2.10 or 2001:db8::10.");

    private static string Exchanger(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var preference = (ushort)UsualPreference;
        if (words.Length == 0 || words.Length > 2 || (words.Length == 2 && !ushort.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out preference)))
            throw new RuleException(Rule.InvalidPlatformProfile, $"{Excerpt.Of(text)} is not a mail exchanger. Use a preference from 0 to 65535 and a host name, such as '10 mail.example.com'.");
        return string.Create(CultureInfo.InvariantCulture, $"{preference} {Host(words[^1])}");
    }

    private static string Policy(string text, string kind, IEnumerable<PolicyProblem> problems)
        => problems.FirstOrDefault(static problem => !problem.IsAdvice) is { } problem ? throw new RuleException(Rule.InvalidPlatformProfile, $"The {kind} policy {Excerpt.Of(text)} {problem.Text}.") : text;

    private static string ServiceName(string text) => Word(text, "service", "mail");

    private static string Protocol(string text) => Word(text, "protocol", "smtp");

    private static string Word(string text, string what, string example)
        => text.Length > 0 && text.All(static one => char.IsAsciiLetterOrDigit(one) || one == '-') ? text.ToLowerInvariant() : throw new RuleException(Rule.InvalidPlatformProfile, $"{Excerpt.Of(text)} is not the name of a {what}. Use letters, digits, and hyphens, such as {example}.");

    private static string Label(string text)
    {
        var problem = DomainText.TryToAscii(text, out var ascii);
        return problem is null && ascii.AsSpan().IndexOfAny('*', '/', '.') < 0 ? ascii : throw new RuleException(Rule.InvalidPlatformProfile, $"{Excerpt.Of(text)} is not one label of a name. Use a label such as www.");
    }

    private static string TtlKey(string text)
    {
        if (text.Equals(DefaultTtl, StringComparison.OrdinalIgnoreCase)) return DefaultTtl;
        return Enum.TryParse<DnsRecordType>(text, ignoreCase: true, out var type) && Enum.IsDefined(type) && !char.IsAsciiDigit(text[0]) ? type.ToString()
            : throw new RuleException(Rule.InvalidPlatformProfile, $"{Excerpt.Of(text)} is not a record type. Use a type such as MX, or default.");
    }

    private static string ServerKind(string text)
        => Array.Find(ServerKinds, kind => kind.Equals(text, StringComparison.OrdinalIgnoreCase)) ?? throw new RuleException(Rule.InvalidPlatformProfile, $"{Excerpt.Of(text)} is not a kind of server. Use {string.Join(", ", ServerKinds)}.");
}
