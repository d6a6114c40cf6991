using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Dns.RecordData;

/// <summary>The certification authorities that may issue certificates for a name (RFC 8659).</summary>
public sealed record CaaData : DnsRecordData
{
    private CaaData(int flags, string tag, string property) : base(DnsRecordType.CAA)
    {
        Flags = flags;
        Tag = tag;
        PropertyValue = property;
    }

    /// <summary>Flags, 0 to 255; 128 is "critical".</summary>
    public int Flags { get; }

    /// <summary>Whether an issuer that does not know the tag must not issue.</summary>
    public bool IsCritical => (Flags & 128) != 0;

    /// <summary>Property tag in lower case: <c>issue</c>, <c>issuewild</c>, <c>iodef</c> or another registered one.</summary>
    public string Tag { get; }

    /// <summary>Domain and parameters of the issuer, empty or <c>;</c> for none; for <c>iodef</c> the URL to report to.</summary>
    public string PropertyValue { get; }

    /// <inheritdoc/>
    public override string Value => $"{Flags} {Tag} {MasterFileText.Quote(PropertyValue)}";

    internal static CaaData Read(string value, DataSource source)
    {
        var tokens = MasterFileText.Split(value, source.What);
        if (tokens.Count != 3 || tokens[0].Quoted || tokens[1].Quoted)
            throw source.Wrong(value, "'flags tag \"value\"', as in '0 issue \"letsencrypt.org\"'");

        var tag = tokens[1].Text.ToLowerInvariant();
        if (tag.Length > 15 || !tag.All(char.IsAsciiLetterOrDigit))
            throw new RuleException(Rule.InvalidDnsData, $"The tag of CAA must be a word such as issue, issuewild or iodef, not {Excerpt.Of(tokens[1].Text)}.");
        var property = tokens[2].Text;
        if (!source.IsStored)
            Check(tag, property);
        return new CaaData(Numbers.Read(tokens[0].Text, 255, "The flags of CAA"), tag, property);
    }

    private static void Check(string tag, string property)
    {
        if (tag is "issue" or "issuewild" or "issuemail")
        {
            var issuer = property.Split(';')[0].Trim();
            if (issuer.Length > 0 && (!DnsName.TryParse("@", issuer, out var name) || !name.Fqdn.TrimEnd('.').Contains('.', StringComparison.Ordinal)))
                throw new RuleException(Rule.InvalidDnsData, $"The value of CAA {tag} must be the domain of an issuer such as \"letsencrypt.org\", or \";\" for none, not {Excerpt.Of(property)}.");
        }
        else if (tag == "iodef" && !property.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)
            && !property.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && !property.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        {
            throw new RuleException(Rule.InvalidDnsData, $"The value of CAA iodef must be a mailto:, https: or http: URL such as \"mailto:security@example.com\", not {Excerpt.Of(property)}.");
        }
    }
}
