using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Dns.RecordData;

/// <summary>A rewrite rule for names (RFC 3403). The panel stores the order in <c>aux</c> and the rest in <c>data</c>.</summary>
public sealed record NaptrData : DnsRecordData
{
    private NaptrData(int order, int preference, string flags, string service, string regexp, string replacement) : base(DnsRecordType.NAPTR)
    {
        Order = order;
        Preference = preference;
        Flags = flags;
        Service = service;
        Regexp = regexp;
        Replacement = replacement;
    }

    /// <summary>Order, 0 to 65535; the lowest comes first.</summary>
    public int Order { get; }

    /// <summary>Preference among rules of the same order, 0 to 65535; the lowest comes first.</summary>
    public int Preference { get; }

    /// <summary>Flags: letters and digits such as S, A, U, P.</summary>
    public string Flags { get; }

    /// <summary>Service, as in <c>SIP+D2U</c>.</summary>
    public string Service { get; }

    /// <summary>Substitution expression, unescaped, as in <c>!^.*$!sip:info@example.com!</c>; empty if there is a replacement.</summary>
    public string Regexp { get; }

    /// <summary>Next name to look up, absolute; a single dot if there is a substitution expression.</summary>
    public string Replacement { get; }

    /// <inheritdoc/>
    public override string Value =>
        $"{Preference} {MasterFileText.Quote(Flags)} {MasterFileText.Quote(Service)} {MasterFileText.Quote(Regexp)} {Replacement}";

    /// <inheritdoc/>
    public override int? Priority => Order;

    internal static NaptrData Read(string value, int? priority, DataSource source)
    {
        var tokens = MasterFileText.Split(value, source.What);
        if (tokens.Count is < 5 or > 6 || (source.IsStored && tokens.Count == 6))
            throw source.Wrong(value, "'preference \"flags\" \"service\" \"regexp\" replacement', as in '100 \"S\" \"SIP+D2U\" \"\" _sip._udp.example.com.'");

        var order = Numbers.Priority(tokens.Count == 6 ? tokens[0].Text : null, priority, source);
        var (flags, service, regexp) = (tokens[^4].Text, tokens[^3].Text, tokens[^2].Text);
        if (!flags.All(char.IsAsciiLetterOrDigit))
            throw new RuleException(Rule.InvalidDnsData, $"The flags of NAPTR must be letters and digits, not {Excerpt.Of(flags)}.");
        if (service.AsSpan().ContainsAny('"', '\\'))
            throw new RuleException(Rule.InvalidDnsData, $"The service of NAPTR must be a word such as SIP+D2U, not {Excerpt.Of(service)}.");
        if (!source.IsStored && !IsSubstitution(regexp))
            throw new RuleException(Rule.InvalidDnsData, $"The regexp of NAPTR must be a substitution such as !^.*$!sip:info@example.com!, not {Excerpt.Of(regexp)}.");
        return new NaptrData(
            order,
            Numbers.Read(tokens[^5].Text, 65535, "The preference of NAPTR"),
            flags,
            service,
            regexp,
            HostName.Read(tokens[^1].Text, source, underscore: true, root: true, absolute: true));
    }

    // RFC 3402 3.2: delimiter, pattern, delimiter, replacement, delimiter, flags.
    private static bool IsSubstitution(string regexp)
    {
        if (regexp.Length == 0)
            return true;
        var delimiter = regexp[0];
        if (char.IsAsciiDigit(delimiter) || delimiter is '\\' or 'i')
            return false;
        var delimiters = 0;
        for (var at = 0; at < regexp.Length; at++)
        {
            if (regexp[at] == '\\')
                at++;
            else if (regexp[at] == delimiter)
                delimiters++;
        }

        return delimiters == 3;
    }
}
