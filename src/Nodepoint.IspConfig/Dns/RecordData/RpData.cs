using System.Text.RegularExpressions;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Dns.RecordData;

/// <summary>The person responsible for a name (RFC 1183): an email address written as a name, and the name of a TXT record with details.</summary>
public sealed partial record RpData : DnsRecordData
{
    // The limit of the panel's form.
    private const int Longest = 128;

    private RpData(string mailbox, string text) : base(DnsRecordType.RP)
    {
        Mailbox = mailbox;
        TextName = text;
    }

    /// <summary>Email address with the @ written as a dot: <c>admin.example.com.</c>; a single dot for none.</summary>
    public string Mailbox { get; }

    /// <summary>Name of a TXT record; a single dot for none.</summary>
    public string TextName { get; }

    /// <inheritdoc/>
    public override string Value => $"{Mailbox} {TextName}";

    internal override string AbsoluteValue(string origin) => $"{HostName.Absolute(Mailbox, origin)} {HostName.Absolute(TextName, origin)}";

    internal static RpData Read(string value, DataSource source)
    {
        var words = DataSource.Words(value);
        if (words.Length is < 1 or > 2 || (source.IsStored && words.Length == 1))
            throw source.Wrong(value, "'mailbox name', as in 'admin.example.com contact.example.com'");

        var mailbox = words[0];
        if (!source.IsStored && MailAddress().Match(mailbox) is { Success: true } address)
        {
            if (address.Groups[1].Value.Contains('.', StringComparison.Ordinal))
                throw new RuleException(Rule.InvalidDnsData, $"The panel does not accept {Excerpt.Of(mailbox)} as the value of RP because the address has a dot before its @. Use another address.");
            mailbox = $"{address.Groups[1].Value}.{address.Groups[2].Value}";
        }

        var data = new RpData(
            HostName.Read(mailbox, source, underscore: true, root: true),
            words.Length == 2 ? HostName.Read(words[1], source, underscore: true, root: true) : ".");
        return source.IsStored || data.Value.Length <= Longest
            ? data
            : throw new RuleException(Rule.InvalidDnsData, $"The value of RP has {data.Value.Length} characters. The panel accepts at most {Longest}.");
    }

    [GeneratedRegex(@"^([^@\s]+)@([^@\s]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex MailAddress();
}
