using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Dns.ZoneFiles;

namespace Nodepoint.IspConfig.Mail.Spf;

/// <summary>One evaluation, with its limits.</summary>
/// <param name="lookups">The look-ups.</param>
/// <param name="query">What is evaluated.</param>
/// <param name="time">The clock.</param>
internal sealed class SpfRun(SpfLookups lookups, SpfQuery query, TimeProvider time)
{
    // RFC 7208 4.6.4.
    private const int MostVoidLookups = 2;
    private const int MostHosts = 10;

    private (SpfMacroText Name, string Domain)? _explanation;
    private int _depth;

    /// <summary>How many terms needed the DNS.</summary>
    public int LookupCount { get; private set; }

    /// <summary>How many look-ups found nothing.</summary>
    public int VoidLookupCount { get; private set; }

    /// <summary>The term that decided; empty if none did.</summary>
    public string Mechanism { get; private set; } = "";

    /// <summary>The record of the domain; empty if it has none.</summary>
    public string Record { get; private set; } = "";

    /// <summary>Evaluates the record of a domain.</summary>
    /// <param name="domain">The domain.</param>
    /// <exception cref="SpfException">The result is an error.</exception>
    public async Task<SpfResult> CheckAsync(string domain)
    {
        // RFC 7208 4.3: a malformed name has no record.
        if (!SpfLookups.IsDomain(domain)) return SpfResult.None;
        var texts = (await lookups.FindTextsAsync(domain).ConfigureAwait(false)).Where(SpfRecord.IsSpf).ToList();
        if (texts.Count == 0) return SpfResult.None;
        if (texts.Count > 1) throw SpfException.Permanent($"{domain} has {texts.Count.ToString(CultureInfo.InvariantCulture)} SPF records; only one is allowed (RFC 7208 3.2).");
        if (Record.Length == 0) Record = texts[0];
        var record = SpfRecord.Parse(texts[0]);
        foreach (var mechanism in record.Mechanisms)
        {
            if (!await MatchesAsync(mechanism, domain).ConfigureAwait(false)) continue;
            if (_depth == 0)
            {
                Mechanism = mechanism.Text;
                _explanation = record.Explanation is { } name ? (name, domain) : null;
            }

            return mechanism.Result;
        }

        if (record.Redirect is not { } redirect) return SpfResult.Neutral;
        CountLookup();
        var target = await ExpandDomainAsync(redirect, domain).ConfigureAwait(false);
        return await CheckAsync(target).ConfigureAwait(false) is var result and not SpfResult.None ? result : throw SpfException.Permanent($"The record of {domain} refers to {target} (redirect), which has no SPF record.");
    }

    /// <summary>The explanation that the domain gives for its failure (RFC 7208 6.2); empty if it gives none that can be used.</summary>
    public async Task<string> ExplainAsync()
    {
        if (_explanation is not var (name, domain)) return "";
        try
        {
            var texts = await lookups.FindTextsAsync(await ExpandDomainAsync(name, domain).ConfigureAwait(false)).ConfigureAwait(false);
            if (texts.Count != 1 || texts[0].AsSpan().ContainsAnyExceptInRange(' ', '~')) return "";
            return await ExpandAsync(SpfMacroText.Parse(texts[0], "explanation", isExplanation: true), domain).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is SpfException or ZoneFileException) { return ""; }
    }

    private async Task<bool> MatchesAsync(SpfMechanism mechanism, string domain)
    {
        if (mechanism.NeedsLookup) CountLookup();
        var target = mechanism.Domain is { } text ? await ExpandDomainAsync(text, domain).ConfigureAwait(false) : domain;
        switch (mechanism.Kind)
        {
            case SpfMechanismKind.All: return true;
            case SpfMechanismKind.IP4 or SpfMechanismKind.IP6: return IsInNetwork(mechanism.Address!, mechanism);
            case SpfMechanismKind.Include: return await IncludesAsync(target, domain).ConfigureAwait(false);
            case SpfMechanismKind.A: return (await AddressesAsync(target).ConfigureAwait(false)).Any(address => IsInNetwork(address, mechanism));
            case SpfMechanismKind.Mx: return await MatchesMxAsync(mechanism, target).ConfigureAwait(false);
            case SpfMechanismKind.Exists: return CountVoid(await lookups.FindAsync(target, DnsQueryType.A).ConfigureAwait(false)).Count > 0;
            default: return (await ValidatedNamesAsync(countsVoid: true).ConfigureAwait(false)).Any(name => IsAtOrBelow(name, target));
        }
    }

    private async Task<bool> IncludesAsync(string target, string domain)
    {
        _depth++;
        var result = await CheckAsync(target).ConfigureAwait(false);
        _depth--;
        return result switch
        {
            SpfResult.Pass => true,
            SpfResult.None => throw SpfException.Permanent($"The record of {domain} includes {target}, which has no SPF record."),
            _ => false,
        };
    }

    private async Task<bool> MatchesMxAsync(SpfMechanism mechanism, string target)
    {
        var servers = CountVoid(await lookups.FindAsync(target, DnsQueryType.MX).ConfigureAwait(false));
        if (servers.Count > MostHosts) throw SpfException.Permanent($"{target} has more than {MostHosts} mail servers, so the mechanism {mechanism.Text} cannot be used (RFC 7208 4.6.4).");
        foreach (var server in servers)
        {
            var fields = server.Fields;
            _ = fields.Number("preference", 2);
            if (fields.Name("host") is not "." and var host && (await AddressesAsync(host).ConfigureAwait(false)).Any(address => IsInNetwork(address, mechanism))) return true;
        }

        return false;
    }

    private async Task<IReadOnlyList<IPAddress>> AddressesAsync(string name) => CountVoid(await lookups.FindAddressesAsync(name, query.Address.AddressFamily).ConfigureAwait(false));

    // RFC 7208 5.5: the names of the address that have this address. What cannot be looked up is left out.
    private async Task<List<string>> ValidatedNamesAsync(bool countsVoid)
    {
        var names = new List<string>();
        IReadOnlyList<DnsResponseRecord> found;
        try { found = await lookups.FindAsync(ReverseName(), DnsQueryType.PTR).ConfigureAwait(false); }
        catch (SpfException problem) when (problem.Result == SpfResult.TempError) { return names; }
        if (countsVoid) CountVoid(found);
        foreach (var name in found.Take(MostHosts).Select(record => SpfLookups.Trim(record.Target)))
        {
            try
            {
                var addresses = await lookups.FindAddressesAsync(name, query.Address.AddressFamily).ConfigureAwait(false);
                if (countsVoid) CountVoid(addresses);
                if (addresses.Contains(query.Address)) names.Add(name);
            }
            catch (SpfException problem) when (problem.Result == SpfResult.TempError) { continue; }
        }

        return names;
    }

    private bool IsInNetwork(IPAddress network, SpfMechanism mechanism)
    {
        if (network.AddressFamily != query.Address.AddressFamily) return false;
        var prefix = network.AddressFamily == AddressFamily.InterNetwork ? mechanism.Prefix4 : mechanism.Prefix6;
        var (left, right) = (network.GetAddressBytes(), query.Address.GetAddressBytes());
        for (var bit = 0; bit < prefix; bit++)
            if (((left[bit >> 3] ^ right[bit >> 3]) & (0x80 >> (bit & 7))) != 0) return false;
        return true;
    }

    private void CountLookup()
    {
        if (++LookupCount > SpfRecord.MostLookups) throw SpfException.Permanent($"The record needs more than {SpfRecord.MostLookups} look-ups in the DNS (RFC 7208 4.6.4).");
    }

    private IReadOnlyList<T> CountVoid<T>(IReadOnlyList<T> found)
    {
        if (found.Count == 0 && ++VoidLookupCount > MostVoidLookups) throw SpfException.Permanent($"More than {MostVoidLookups} look-ups found nothing (RFC 7208 4.6.4).");
        return found;
    }

    // RFC 7208 7.3: labels on the left are left out until the name is short enough.
    private async Task<string> ExpandDomainAsync(SpfMacroText text, string domain)
    {
        var name = SpfLookups.Trim(await ExpandAsync(text, domain).ConfigureAwait(false));
        while (name.Length > DomainText.LongestName && name.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot) name = name[(dot + 1)..];
        return name;
    }

    private async Task<string> ExpandAsync(SpfMacroText text, string domain)
    {
        var validated = text.NeedsValidatedName ? await ValidatedNameAsync(domain).ConfigureAwait(false) : "";
        var at = query.Sender.LastIndexOf('@');
        return text.Expand(letter => letter switch
        {
            's' => query.Sender,
            'l' => query.Sender[..at],
            'o' => query.Sender[(at + 1)..],
            'd' => SpfLookups.Trim(domain),
            'i' => DottedAddress(),
            'p' => validated,
            'v' => query.Address.AddressFamily == AddressFamily.InterNetwork ? "in-addr" : "ip6",
            'h' => query.Helo,
            'c' => query.Address.ToString(),
            'r' => "unknown",
            _ => time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        });
    }

    // RFC 7208 7.3: the domain itself, else a name in it, else any.
    private async Task<string> ValidatedNameAsync(string domain)
    {
        var names = await ValidatedNamesAsync(countsVoid: false).ConfigureAwait(false);
        return names.Find(name => name.Equals(domain, StringComparison.OrdinalIgnoreCase)) ?? names.Find(name => IsAtOrBelow(name, domain)) ?? names.FirstOrDefault("unknown");
    }

    private static bool IsAtOrBelow(string name, string domain)
        => name.Equals(domain, StringComparison.OrdinalIgnoreCase) || name.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase);

    // IPv6 addresses as 32 digits with dots between them.
    private string DottedAddress() => query.Address.AddressFamily == AddressFamily.InterNetwork
        ? query.Address.ToString()
        : string.Join('.', Convert.ToHexString(query.Address.GetAddressBytes()).ToCharArray());

    private string ReverseName() => string.Join('.', Enumerable.Reverse(DottedAddress().Split('.'))) + (query.Address.AddressFamily == AddressFamily.InterNetwork ? ".in-addr.arpa" : ".ip6.arpa");
}
