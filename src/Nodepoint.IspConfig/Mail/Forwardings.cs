using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Mail;

/// <summary>The aliases, forwards, catch-alls and alias domains of a mail domain, read once per command, because the panel accepts duplicates.</summary>
internal static class Forwardings
{
    private const string Kind = "forwardings";

    /// <summary>The forwarding with this source and destination.</summary>
    public static async ValueTask<MailForwarding?> FindAsync(string source, string destination, PanelLookup lookup, CancellationToken cancel)
        => (await OfDomainAsync(source, lookup, cancel).ConfigureAwait(false)).FirstOrDefault(f => f.Source == source && f.Destination == destination);

    /// <summary>The alias with this address.</summary>
    public static async ValueTask<MailForwarding?> AliasAsync(string source, PanelLookup lookup, CancellationToken cancel)
        => (await OfDomainAsync(source, lookup, cancel).ConfigureAwait(false)).FirstOrDefault(f => f.Source == source && f.Type == "alias");

    /// <summary>The forwarding of a whole domain: a catch-all or an alias domain.</summary>
    public static async ValueTask<MailForwarding?> WholeDomainAsync(string domain, PanelLookup lookup, CancellationToken cancel)
        => (await OfDomainAsync("@" + domain, lookup, cancel).ConfigureAwait(false)).FirstOrDefault();

    /// <summary>The active alias or forward with this address.</summary>
    public static async ValueTask<MailForwarding?> ActiveAsync(string source, PanelLookup lookup, CancellationToken cancel)
        => (await OfDomainAsync(source, lookup, cancel).ConfigureAwait(false)).FirstOrDefault(f => f.Active);

    /// <summary>Refuses a domain that is an alias of another one, because it cannot have addresses.</summary>
    public static async ValueTask RefuseAliasDomainAsync(string domain, string what, PanelLookup lookup, CancellationToken cancel)
    {
        if (await WholeDomainAsync(domain, lookup, cancel).ConfigureAwait(false) is { IsAliasDomain: true } whole)
            throw new RuleException(Rule.DomainIsAlias, $"{domain} is an alias of {whole.Destination.TrimStart('@')} and cannot have {what}. Use {whole.Destination.TrimStart('@')} instead, or remove the alias first: Remove-NpMailDomainAlias {domain}");
    }

    private static Task<ILookup<string, MailForwarding>> BySourceAsync(string domain, PanelLookup lookup, CancellationToken cancel)
        => lookup.Known<ILookup<string, MailForwarding>>(Kind, domain) ?? FirstBySourceAsync(domain, lookup, cancel);

    private static Task<ILookup<string, MailForwarding>> FirstBySourceAsync(string domain, PanelLookup lookup, CancellationToken cancel)
        => lookup.OnceAsync(Kind, domain, async () =>
        {
            KeyValuePair<string, string>[] filter = [new("source", "%@" + domain)];
            var found = await lookup.Table(MailForwardingNoun.Instance).ListLikeAsync(filter, cancel).ConfigureAwait(false);
            return found.ToLookup(f => f.Source, StringComparer.OrdinalIgnoreCase);
        });

    private static async ValueTask<IEnumerable<MailForwarding>> OfDomainAsync(string source, PanelLookup lookup, CancellationToken cancel)
        => (await BySourceAsync(source[(source.LastIndexOf('@') + 1)..], lookup, cancel).ConfigureAwait(false))[source];
}
