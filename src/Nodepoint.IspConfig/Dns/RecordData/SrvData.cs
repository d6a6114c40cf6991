using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Dns.RecordData;

/// <summary>Host and port of a service (RFC 2782). The panel stores "weight port target" in <c>data</c> and the priority in <c>aux</c>.</summary>
public sealed record SrvData : DnsRecordData
{
    // The limit of the panel's form.
    private const int LongestTarget = 64;

    private SrvData(int order, int weight, int port, string target) : base(DnsRecordType.SRV)
    {
        Order = order;
        Weight = weight;
        Port = port;
        Target = target;
    }

    /// <summary>Weight among targets of the same priority, 0 to 65535.</summary>
    public int Weight { get; }

    /// <summary>Port, 0 to 65535.</summary>
    public int Port { get; }

    /// <summary>Host name in punycode, at most 64 characters: absolute with a trailing dot, or a single label relative to the zone; a single dot if the service does not exist.</summary>
    public string Target { get; }

    /// <inheritdoc/>
    public override string Value => $"{Weight} {Port} {Target}";

    /// <inheritdoc/>
    public override int? Priority => Order;

    private int Order { get; }

    internal override string AbsoluteValue(string origin) => $"{Weight} {Port} {HostName.Absolute(Target, origin)}";

    internal static SrvData Read(string value, int? priority, DataSource source)
    {
        var words = DataSource.Words(value);
        if (words.Length is < 3 or > 4 || (source.IsStored && words.Length == 4))
            throw source.Wrong(value, "'weight port target', as in '5 5060 sip.example.com'");

        var order = Numbers.Priority(words.Length == 4 ? words[0] : null, priority, source);
        var target = HostName.Read(words[^1], source, underscore: true, root: true);
        if (target.Length > LongestTarget && !source.IsStored)
            throw new RuleException(Rule.InvalidDnsData, $"The target {Excerpt.Of(target)} of SRV has {target.Length} characters. The panel accepts at most {LongestTarget}.");
        return new SrvData(order, Numbers.Read(words[^3], 65535, "The weight of SRV"), Numbers.Read(words[^2], 65535, "The port of SRV"), target);
    }
}
