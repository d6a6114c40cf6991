namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>The response of a name server.</summary>
internal sealed record DnsResponse
{
    /// <summary>The response code.</summary>
    public DnsResponseCode Code { get; init; }

    /// <summary>Whether the server has the zone itself (AA).</summary>
    public bool IsAuthoritative { get; init; }

    /// <summary>Whether the server would find answers elsewhere for this computer (RA).</summary>
    public bool IsRecursionAvailable { get; init; }

    /// <summary>Whether a resolver has validated the answer (AD, RFC 4035 3.2.3).</summary>
    public bool IsValidated { get; init; }

    /// <summary>The answer section.</summary>
    public IReadOnlyList<DnsResponseRecord> Answers { get; init; } = [];

    /// <summary>The authority section.</summary>
    public IReadOnlyList<DnsResponseRecord> Authorities { get; init; } = [];

    /// <summary>The additional section.</summary>
    public IReadOnlyList<DnsResponseRecord> Additionals { get; init; } = [];

    /// <summary>The records of a name and type in the answer section, without those that an alias points to.</summary>
    /// <param name="name">The absolute name, with a trailing dot.</param>
    /// <param name="type">The type.</param>
    public IEnumerable<DnsResponseRecord> AnswersOf(string name, DnsQueryType type) => Answers.Where(record => record.Type == type && record.Name == name);
}
