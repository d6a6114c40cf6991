using System.Globalization;
using System.Net;
using System.Text;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Dns.Live.Signing;

namespace Nodepoint.Tests.Mail.Spf;

/// <summary>A resolver that knows what a test says, and follows aliases as resolvers do.</summary>
internal sealed class SpfZones : IDnsResolver
{
    private const int MostAliases = 8;

    private readonly Dictionary<string, List<(DnsQueryType Type, byte[] Data)>> _records = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _silent = new(StringComparer.OrdinalIgnoreCase);
    private int _asked;

    /// <summary>How many questions were asked.</summary>
    public int Asked => _asked;

    /// <summary>Adds a record; the value is that of a zone file, with | between the strings of a TXT record.</summary>
    public SpfZones Add(string name, string type, string value) => Add(name, Enum.Parse<DnsQueryType>(type), type switch
    {
        "A" or "AAAA" => IPAddress.Parse(value).GetAddressBytes(),
        "MX" => Mx(value.Split(' ')),
        "TXT" => Texts(value.Length == 0 ? [] : value.Split('|')),
        _ => Name(value),
    });

    /// <summary>Adds a record.</summary>
    public SpfZones Add(string name, DnsQueryType type, byte[] data)
    {
        Of(name).Add((type, data));
        return this;
    }

    /// <summary>Lets the name exist.</summary>
    public List<(DnsQueryType Type, byte[] Data)> Of(string name)
    {
        if (!_records.TryGetValue(name.TrimEnd('.'), out var records)) _records.Add(name.TrimEnd('.'), records = []);
        return records;
    }

    /// <summary>Lets name servers be silent about what a name does not have.</summary>
    public SpfZones Silence(string name)
    {
        _silent.Add(name.TrimEnd('.'));
        return this;
    }

    public static byte[] Texts(IEnumerable<string> texts) => [.. texts.SelectMany(text => text.Chunk(255).DefaultIfEmpty([])).SelectMany(chunk => (byte[])[(byte)chunk.Length, .. Encoding.Latin1.GetBytes(chunk)])];

    public static byte[] Mx(IReadOnlyList<string> parts)
    {
        var preference = ushort.Parse(parts[0], CultureInfo.InvariantCulture);
        return [(byte)(preference >> 8), (byte)preference, .. Name(parts[1])];
    }

    public static byte[] Name(string name) => WireName.Of(name.TrimEnd('.').ToLowerInvariant() + ".");

    public Task<DnsResponse> ResolveAsync(string name, DnsQueryType type, CancellationToken cancel)
    {
        Interlocked.Increment(ref _asked);
        var answers = new List<DnsResponseRecord>();
        var at = name.TrimEnd('.');
        for (var aliases = 0; aliases < MostAliases; aliases++)
        {
            var known = _records.GetValueOrDefault(at);
            var found = known?.Where(record => record.Type == type).ToList() ?? [];
            answers.AddRange(found.Select(record => new DnsResponseRecord(at.ToLowerInvariant() + ".", type, 60, record.Data)));
            if (found.Count > 0) break;
            if (_silent.Contains(at)) return Task.FromException<DnsResponse>(new NoAnswerException("no response within 5 seconds"));
            if (known is null) return Task.FromResult(new DnsResponse { Code = DnsResponseCode.NameError, Answers = answers });
            if (known.Where(record => record.Type == DnsQueryType.CNAME).Select(record => record.Data).FirstOrDefault() is not { } alias) break;
            var record = new DnsResponseRecord(at.ToLowerInvariant() + ".", DnsQueryType.CNAME, 60, alias);
            answers.Add(record);
            at = record.Target.TrimEnd('.');
        }

        return Task.FromResult(new DnsResponse { Answers = answers });
    }
}
