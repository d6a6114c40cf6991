using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail;

/// <summary>The aliases and forwards of a mail domain, read once for a command: the panel itself would take the same one twice.</summary>
internal static class Forwardings
{
    private const string Kind = "forwardings";

    /// <summary>The one with this source and destination.</summary>
    public static async ValueTask<MailForwarding?> FindAsync(string source, string destination, PanelLookup lookup, CancellationToken cancel)
        => (await OfDomainAsync(source, lookup, cancel).ConfigureAwait(false)).FirstOrDefault(f => f.Source == source && f.Destination == destination);

    /// <summary>The alias of this address.</summary>
    public static async ValueTask<MailForwarding?> AliasAsync(string source, PanelLookup lookup, CancellationToken cancel)
        => (await OfDomainAsync(source, lookup, cancel).ConfigureAwait(false)).FirstOrDefault(f => f.Source == source && f.Type == "alias");

    /// <summary>The one that redirects a whole domain: a catch-all, or the domain as an alias of another one.</summary>
    public static async ValueTask<MailForwarding?> WholeAsync(string domain, PanelLookup lookup, CancellationToken cancel)
        => (await OfDomainAsync("@" + domain, lookup, cancel).ConfigureAwait(false)).FirstOrDefault();

    /// <summary>The alias or forward of this address that is in force.</summary>
    public static async ValueTask<MailForwarding?> ActiveAsync(string source, PanelLookup lookup, CancellationToken cancel)
        => (await OfDomainAsync(source, lookup, cancel).ConfigureAwait(false)).FirstOrDefault(f => f.Active);

    /// <summary>Refuses a domain that is an alias of another one: it takes nothing of its own.</summary>
    public static async ValueTask RefuseAliasDomainAsync(string domain, string what, PanelLookup lookup, CancellationToken cancel)
    {
        if (await WholeAsync(domain, lookup, cancel).ConfigureAwait(false) is { IsAliasDomain: true } whole)
            throw new FormatException($"{domain} is an alias of {whole.Destination.TrimStart('@')} and takes no {what}. Add it there, or remove the alias first: Remove-NpMailDomainAlias {domain}");
    }

    private static Task<ILookup<string, MailForwarding>> BySourceAsync(string domain, PanelLookup lookup, CancellationToken cancel)
        => lookup.Known<ILookup<string, MailForwarding>>(Kind, domain) ?? FirstBySourceAsync(domain, lookup, cancel);

    private static Task<ILookup<string, MailForwarding>> FirstBySourceAsync(string domain, PanelLookup lookup, CancellationToken cancel)
        => lookup.OnceAsync(Kind, domain, async () =>
        {
            KeyValuePair<string, string>[] filter = [new("source", "%@" + domain)];
            var found = await lookup.Table(MailForwardingNoun.Instance).ListAsync(filter, cancel).ConfigureAwait(false);
            return found.ToLookup(f => f.Source, StringComparer.OrdinalIgnoreCase);
        });

    private static async ValueTask<IEnumerable<MailForwarding>> OfDomainAsync(string source, PanelLookup lookup, CancellationToken cancel)
        => (await BySourceAsync(source[(source.LastIndexOf('@') + 1)..], lookup, cancel).ConfigureAwait(false))[source];
}
