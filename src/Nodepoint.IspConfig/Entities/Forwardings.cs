namespace Nodepoint.IspConfig.Entities;

/// <summary>The aliases and forwards of a mail domain, read once for a command: the panel itself would take the same one twice.</summary>
internal static class Forwardings
{
    /// <summary>The one with this source and destination.</summary>
    public static async Task<MailForwarding?> FindAsync(string source, string destination, PanelLookup lookup, CancellationToken cancel)
        => (await OfDomainAsync(source, lookup, cancel).ConfigureAwait(false)).FirstOrDefault(f => f.Source == source && f.Destination == destination);

    /// <summary>The alias of this address.</summary>
    public static async Task<MailForwarding?> AliasAsync(string source, PanelLookup lookup, CancellationToken cancel)
        => (await OfDomainAsync(source, lookup, cancel).ConfigureAwait(false)).FirstOrDefault(f => f.Source == source && f.Type == "alias");

    private static Task<ILookup<string, MailForwarding>> BySourceAsync(string domain, PanelLookup lookup, CancellationToken cancel)
        => lookup.OnceAsync("forwardings", domain, async () =>
        {
            KeyValuePair<string, string>[] filter = [new("source", "%@" + domain)];
            var found = await lookup.Table(MailForwardingNoun.Instance).ListAsync(filter, cancel).ConfigureAwait(false);
            return found.ToLookup(f => f.Source, StringComparer.OrdinalIgnoreCase);
        });

    private static async Task<IEnumerable<MailForwarding>> OfDomainAsync(string source, PanelLookup lookup, CancellationToken cancel)
        => (await BySourceAsync(source[(source.LastIndexOf('@') + 1)..], lookup, cancel).ConfigureAwait(false))[source];
}
