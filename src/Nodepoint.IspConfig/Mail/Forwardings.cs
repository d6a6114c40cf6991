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
        => await OfDomainAsync("@" + domain, lookup, cancel).ConfigureAwait(false) is [var first, ..] ? first : null;

    /// <summary>The active alias or forward with this address.</summary>
    public static async ValueTask<MailForwarding?> ActiveAsync(string source, PanelLookup lookup, CancellationToken cancel)
        => (await OfDomainAsync(source, lookup, cancel).ConfigureAwait(false)).FirstOrDefault(f => f.Active);

    /// <summary>Refuses a domain that is an alias of another one, because it cannot have addresses.</summary>
    public static async ValueTask RefuseAliasDomainAsync(string domain, string what, PanelLookup lookup, CancellationToken cancel)
    {
        if (await WholeDomainAsync(domain, lookup, cancel).ConfigureAwait(false) is { IsAliasDomain: true } whole)
            throw new RuleException(Rule.DomainIsAlias, $"{domain} is an alias of {whole.Destination.TrimStart('@')} and cannot have {what}. Use {whole.Destination.TrimStart('@')} instead, or remove the alias first: Remove-NpMailDomainAlias {domain}");
    }

    /// <summary>Tells the later rows of the command about a forwarding that was added. If its domain was not read yet, the read will show it.</summary>
    public static void Note(PanelObject added, string source, string destination, string type, bool active, PanelLookup lookup)
    {
        if (lookup.Known<DomainForwardings>(Kind, DomainOf(source)) is { Result: var known })
            known.Add(new MailForwarding { Id = added.Id, Source = source, Destination = destination, Type = type, Active = active });
    }

    private static Task<DomainForwardings> KnownAsync(string domain, PanelLookup lookup, CancellationToken cancel)
        => lookup.Known<DomainForwardings>(Kind, domain) ?? FirstAsync(domain, lookup, cancel);

    private static Task<DomainForwardings> FirstAsync(string domain, PanelLookup lookup, CancellationToken cancel)
        => lookup.OnceAsync(Kind, domain, async () =>
        {
            KeyValuePair<string, string>[] filter = [new("source", "%@" + domain)];
            return new DomainForwardings(await lookup.Table(MailForwardingNoun.Instance).ListLikeAsync(filter, cancel).ConfigureAwait(false));
        });

    private static async ValueTask<IReadOnlyList<MailForwarding>> OfDomainAsync(string source, PanelLookup lookup, CancellationToken cancel)
        => (await KnownAsync(DomainOf(source), lookup, cancel).ConfigureAwait(false)).Of(source);

    private static string DomainOf(string source) => source[(source.LastIndexOf('@') + 1)..];
}
