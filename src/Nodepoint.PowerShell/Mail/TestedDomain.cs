using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Mail;

/// <summary>A domain to test.</summary>
/// <param name="Name">The domain in punycode, without a trailing dot.</param>
/// <param name="MailDomain">The mail domain on the panel; null if it has none.</param>
internal sealed record TestedDomain(string Name, MailDomain? MailDomain)
{
    /// <summary>Finds the domains of a key.</summary>
    /// <param name="key">The name of a domain, the ID of a mail domain, or a pattern for mail domains.</param>
    /// <param name="lookup">The panel.</param>
    /// <param name="cancel">Cancels the reads.</param>
    public static async Task<IReadOnlyList<TestedDomain>> FindAsync(string key, PanelLookup lookup, CancellationToken cancel)
    {
        var noun = MailDomainNoun.Instance;
        if (KeyInputAttribute.Refuse(key, noun.Title) is { } nothing) throw nothing;
        if (NumberKey.TryRead(key, out var id) && await lookup.ReadAsync(noun, new Reference<MailDomain>(id), cancel).ConfigureAwait(false) is var read) return [new(read.Domain, read)];
        var pattern = new KeyPattern(noun.NormalizeKey(key));
        if (!pattern.IsExact) return [.. (await lookup.Table(noun).ListAsync([], cancel).ConfigureAwait(false)).Where(one => pattern.Matches(one.Domain)).Select(static one => new TestedDomain(one.Domain, one))];
        var name = SenderDomain.Parse(key.TrimStart('@'));
        return [new(name, await lookup.Table(noun).GetByKeyAsync(name, cancel).ConfigureAwait(false) is [var found, ..] ? found : null)];
    }
}
