using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.PowerShell.Completion;

/// <summary>The DKIM selectors of the panel's mail domains.</summary>
internal sealed class DkimSelectors : INames
{
    // Selectors are few, however many domains there are.
    private const int Domains = 500;

    /// <inheritdoc/>
    public static NameSource Source { get; } = NameSource.OfAll("DKIM selectors", static async (connection, cancel) =>
    {
        var found = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        await foreach (var domain in new PanelTable<MailDomain>(connection, MailDomainNoun.Instance).FindAsync([], new Page(0, Domains), cancel).ConfigureAwait(false))
            found[domain.DkimSelector] = found.GetValueOrDefault(domain.DkimSelector) + 1;
        return found.Select(static one => new PanelName(one.Key, $"selector of {(one.Value == 1 ? "a mail domain" : $"{one.Value} mail domains")}"));
    });
}

/// <summary>Completes DKIM selectors.</summary>
internal sealed class DkimSelectorCompleter : NameCompleter<DkimSelectors>;
