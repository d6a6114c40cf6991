using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Dns.RecordData;

/// <summary>The address of an A or AAAA record.</summary>
public sealed partial record AddressData : DnsRecordData
{
    private AddressData(DnsRecordType type, IPAddress address) : base(type) => Address = address;

    /// <summary>Address: IPv4 for A, IPv6 for AAAA.</summary>
    public IPAddress Address { get; }

    /// <summary>Address in its usual form; IPv6 is shortened (RFC 5952).</summary>
    public override string Value => Address.ToString();

    internal static AddressData Read(string value, DataSource source)
    {
        var typed = value.Trim();
        var wanted = source.Type == DnsRecordType.A ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        var example = source.Type == DnsRecordType.A ? "IPv4 address such as 203.0.113.10" : "IPv6 address such as 2001:db8::10";
        if (!IPAddress.TryParse(typed, out var address) || typed.AsSpan().ContainsAny('%', '[', '/')
            || (address.AddressFamily == AddressFamily.InterNetwork && !DottedQuad().IsMatch(typed)))
            throw new RuleException(Rule.InvalidDnsData, $"The value of {source.Type} must be an {example}, not {Excerpt.Of(typed)}.");
        if (address.AddressFamily != wanted)
            throw new RuleException(
                Rule.InvalidDnsData,
                $"The value of {source.Type} must be an {example}. For {Excerpt.Of(typed)}, use {(source.Type == DnsRecordType.A ? "AAAA" : "A")}.");
        return new AddressData(source.Type, address);
    }

    // .NET also accepts 10.1, 0x7f.1 and 010.0.0.1, which other programs read differently.
    [GeneratedRegex(@"^(0|[1-9][0-9]{0,2})(\.(0|[1-9][0-9]{0,2})){3}\z", RegexOptions.CultureInvariant)]
    private static partial Regex DottedQuad();
}
