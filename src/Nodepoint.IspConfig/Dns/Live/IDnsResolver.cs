namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>Finds records in the DNS through resolvers. Many questions can be in flight at the same time.</summary>
internal interface IDnsResolver
{
    /// <summary>Finds the records of a name.</summary>
    /// <param name="name">The absolute name, with or without a trailing dot. Non-ASCII names are in punycode.</param>
    /// <param name="type">The type.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The response: <see cref="DnsResponseCode.NoError"/>, perhaps without records, or <see cref="DnsResponseCode.NameError"/>.</returns>
    /// <exception cref="NoAnswerException">No resolver answered, or all of them failed.</exception>
    Task<DnsResponse> ResolveAsync(string name, DnsQueryType type, CancellationToken cancel);
}
