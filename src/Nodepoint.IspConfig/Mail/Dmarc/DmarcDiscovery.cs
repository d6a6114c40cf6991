using Nodepoint.IspConfig.Dns.Live;

namespace Nodepoint.IspConfig.Mail.Dmarc;

/// <summary>Finds the DMARC record that receivers use for a domain, and its organizational domain (RFC 7489 6.6.3, RFC 9989 4.10).</summary>
/// <param name="texts">Finds the records.</param>
internal sealed class DmarcDiscovery(PublishedTexts texts)
{
    // RFC 9989 4.10: of longer names, only the last labels are asked for.
    private const int MostQuestions = 8;

    /// <summary>The name of a domain's record.</summary>
    /// <param name="domain">The domain.</param>
    public static string NameOf(string domain) => "_dmarc." + domain;

    /// <summary>Finds the record of a domain itself.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The text; null if receivers find no policy there.</returns>
    /// <exception cref="NoAnswerException">No resolver answered.</exception>
    public async Task<string?> FindOwnAsync(string domain, CancellationToken cancel)
        => (await texts.FindAsync(NameOf(domain), cancel).ConfigureAwait(false)).Where(DmarcRecord.IsDmarc).ToList() is [var text] ? text : null;

    /// <summary>Finds the organizational domain: the highest one with a record, else the highest zone of the panel, else the domain itself.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <exception cref="NoAnswerException">No resolver answered.</exception>
    public async Task<string> FindOrganizationAsync(string domain, CancellationToken cancel)
    {
        var (organization, below) = ((string?)null, domain);
        foreach (var name in Parents(domain))
        {
            if (await FindOwnAsync(name, cancel).ConfigureAwait(false) is { } text && DmarcRecord.TryParse(text) is { } record)
            {
                switch (record["psd"]?.ToLowerInvariant())
                {
                    case "n": return name;
                    case "y": return below;
                }

                organization = name;
            }

            below = name;
        }

        return organization ?? await HighestZoneAsync(domain, cancel).ConfigureAwait(false) ?? domain;
    }

    // The domain and those above it that have at least two labels.
    private static IEnumerable<string> Parents(string domain)
    {
        var labels = domain.Split('.');
        for (var first = 0; first < labels.Length - 1; first++)
            if (first == 0 || labels.Length - first < MostQuestions) yield return string.Join('.', labels[first..]);
    }

    private async Task<string?> HighestZoneAsync(string domain, CancellationToken cancel)
    {
        string? highest = null;
        for (var name = domain; await texts.Panel.FindZoneAsync(name, cancel).ConfigureAwait(false) is { } content;)
        {
            highest = content.Zone.Origin.TrimEnd('.');
            if (highest.IndexOf('.', StringComparison.Ordinal) is var dot && dot < 0) break;
            name = highest[(dot + 1)..];
        }

        return highest;
    }
}
