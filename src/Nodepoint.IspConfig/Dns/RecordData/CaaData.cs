using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Dns.RecordData;

/// <summary>Who may issue certificates for a name (RFC 8659).</summary>
public sealed record CaaData : DnsRecordData
{
    private CaaData(int flags, string tag, string property) : base(DnsRecordType.CAA)
    {
        Flags = flags;
        Tag = tag;
        PropertyValue = property;
    }

    /// <summary>The flags, 0 to 255; 128 is "critical".</summary>
    public int Flags { get; }

    /// <summary>Whether an issuer that does not know the tag must refuse.</summary>
    public bool IsCritical => (Flags & 128) != 0;

    /// <summary>What is said, in lower case: <c>issue</c>, <c>issuewild</c>, <c>iodef</c> and others that are registered.</summary>
    public string Tag { get; }

    /// <summary>The issuer's domain and its parameters, nothing or <c>;</c> for nobody; the address to report to for <c>iodef</c>.</summary>
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
            throw new InvalidDnsDataException($"The tag of CAA is a word like issue, issuewild or iodef, not {Excerpt.Of(tokens[1].Text)}.");
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
                throw new InvalidDnsDataException($"CAA {tag} names the domain of an issuer, as in \"letsencrypt.org\", or \";\" for nobody, not {Excerpt.Of(property)}.");
        }
        else if (tag == "iodef" && !property.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)
            && !property.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && !property.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidDnsDataException($"CAA iodef names where to report, as in \"mailto:security@example.com\", not {Excerpt.Of(property)}.");
        }
    }
}
