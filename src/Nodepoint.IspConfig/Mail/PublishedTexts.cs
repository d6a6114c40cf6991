using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Mail.Spf;

namespace Nodepoint.IspConfig.Mail;

/// <summary>Finds the texts of names: in the zones of the panel, also if they are not published yet, else with resolvers.</summary>
/// <param name="panel">The zones of the panel.</param>
/// <param name="resolver">Finds records of other zones.</param>
internal sealed class PublishedTexts(DomainTexts panel, IDnsResolver resolver)
{
    /// <summary>The zones of the panel.</summary>
    public DomainTexts Panel => panel;

    /// <summary>Finds the texts of a name.</summary>
    /// <param name="name">The absolute name, without a trailing dot.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The texts, with the strings of each record joined.</returns>
    /// <exception cref="NoAnswerException">The name is in none of the panel's zones, and no resolver answered. The message is a sentence.</exception>
    public async Task<IReadOnlyList<string>> FindAsync(string name, CancellationToken cancel)
    {
        if (await panel.FindZoneAsync(name, cancel).ConfigureAwait(false) is { } content && DomainTexts.ServedBy(content, name) is { } texts) return texts;
        try { return await new SpfLookups(resolver, cancel).FindTextsAsync(name).ConfigureAwait(false); }
        catch (SpfException problem) { throw new NoAnswerException(problem.Message, problem); }
    }
}
