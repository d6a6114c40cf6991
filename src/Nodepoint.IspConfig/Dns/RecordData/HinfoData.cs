using System.Text;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Dns.RecordData;

/// <summary>CPU and operating system of a host.</summary>
public sealed record HinfoData : DnsRecordData
{
    private HinfoData(string processor, string system) : base(DnsRecordType.HINFO)
    {
        Processor = processor;
        OperatingSystem = system;
    }

    /// <summary>CPU, at most 255 bytes.</summary>
    public string Processor { get; }

    /// <summary>Operating system, at most 255 bytes.</summary>
    public string OperatingSystem { get; }

    /// <inheritdoc/>
    public override string Value => $"{MasterFileText.Quote(Processor)} {MasterFileText.Quote(OperatingSystem)}";

    internal static HinfoData Read(string value, DataSource source)
    {
        var tokens = MasterFileText.Split(value, source.What);
        if (tokens.Count != 2)
            throw source.Wrong(value, "'\"processor\" \"system\"', as in '\"ARM64\" \"Linux\"'");
        if (tokens.Exists(token => Encoding.UTF8.GetByteCount(token.Text) > 255))
            throw new RuleException(Rule.InvalidDnsData, "A text of HINFO is longer than 255 bytes. Use a shorter one.");
        return new HinfoData(tokens[0].Text, tokens[1].Text);
    }
}
