using System.Net;
using System.Net.Sockets;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Dns.ZoneFiles;

namespace Nodepoint.IspConfig.Mail.Spf;

/// <summary>The look-ups of one evaluation. Each question is asked once.</summary>
/// <param name="resolver">Finds records.</param>
/// <param name="cancel">Cancels the look-ups.</param>
internal sealed class SpfLookups(IDnsResolver resolver, CancellationToken cancel)
{
    private readonly Dictionary<(string, DnsQueryType), DnsResponse> _known = [];

    /// <summary>Whether a text is a domain name of at least two labels, whose record can be asked for (RFC 7208 4.3).</summary>
    /// <param name="domain">The text.</param>
    public static bool IsDomain(string domain)
    {
        var name = Trim(domain);
        return name.Contains('.', StringComparison.Ordinal) && !name.StartsWith('[') && IsName(name);
    }

    /// <summary>Finds the records of a name and type, through aliases.</summary>
    /// <param name="name">The name.</param>
    /// <param name="type">The type.</param>
    /// <returns>The records; none for a text that is not a name.</returns>
    /// <exception cref="SpfException">No name server answered.</exception>
    public async Task<IReadOnlyList<DnsResponseRecord>> FindAsync(string name, DnsQueryType type)
    {
        var asked = Trim(name).ToLowerInvariant();
        if (!IsName(asked)) return [];
        if (!_known.TryGetValue((asked, type), out var response))
        {
            try { response = await resolver.ResolveAsync(asked, type, cancel).ConfigureAwait(false); }
            catch (NoAnswerException problem) { throw new SpfException(SpfResult.TempError, $"The {type} records of {asked} could not be looked up: {problem.Message}."); }
            _known.Add((asked, type), response);
        }

        return [.. response.Answers.Where(record => record.Type == type)];
    }

    /// <summary>Finds the texts of a name. The strings of a record are joined (RFC 7208 3.3); a byte becomes a character of the same number.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="SpfException">No name server answered.</exception>
    public async Task<IReadOnlyList<string>> FindTextsAsync(string name) => [.. (await FindAsync(name, DnsQueryType.TXT).ConfigureAwait(false)).Select(static record => record.Text)];

    /// <summary>Finds the addresses of a name, of the family of an address.</summary>
    /// <param name="name">The name.</param>
    /// <param name="family">The family.</param>
    /// <exception cref="SpfException">No name server answered.</exception>
    public async Task<IReadOnlyList<IPAddress>> FindAddressesAsync(string name, AddressFamily family)
        => [.. (await FindAsync(name, family == AddressFamily.InterNetwork ? DnsQueryType.A : DnsQueryType.AAAA).ConfigureAwait(false)).Select(record => new IPAddress(record.Data))];

    /// <summary>The name without its final dot.</summary>
    public static string Trim(string name) => name.EndsWith('.') ? name[..^1] : name;

    private static bool IsName(string name) => name.Length is > 0 and <= DomainText.LongestName && Array.TrueForAll(name.Split('.'), label => label.Length is > 0 and <= DomainText.LongestLabel);
}
