using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail.Spf;

/// <summary>Counts the look-ups of an SPF record through the records that it includes (RFC 7208 4.6.4).</summary>
/// <param name="findTexts">Finds the texts of a name, or throws <see cref="NoAnswerException"/>.</param>
internal sealed class SpfLookupCounter(Func<string, CancellationToken, Task<IReadOnlyList<string>>> findTexts)
{
    // Enough to say how far a record is over the limit; records that include each other have no end.
    private const int MostCounted = 100;

    /// <summary>Counts the look-ups.</summary>
    /// <param name="record">The record.</param>
    /// <param name="domain">Its domain.</param>
    /// <param name="cancel">Cancels the look-ups.</param>
    public async Task<SpfLookupCount> CountAsync(SpfRecord record, string domain, CancellationToken cancel)
    {
        var walk = new Walk(findTexts, cancel);
        await walk.AddAsync(record, [domain.ToLowerInvariant()]).ConfigureAwait(false);
        if (walk.Count > SpfRecord.MostLookups)
            walk.Errors.Add($"The record needs {(walk.Count >= MostCounted ? $"{MostCounted} or more" : walk.Count)} DNS look-ups with those of the records that it includes, but receivers make at most {SpfRecord.MostLookups} and then treat the whole policy as an error (RFC 7208 4.6.4). Replace some of include, a, mx, and exists with ip4 and ip6.");
        return new SpfLookupCount(walk.Count, walk.Errors, walk.Unknown);
    }

    private sealed class Walk(Func<string, CancellationToken, Task<IReadOnlyList<string>>> findTexts, CancellationToken cancel)
    {
        public int Count { get; private set; }

        public List<string> Errors { get; } = [];

        public List<string> Unknown { get; } = [];

        public async Task AddAsync(SpfRecord record, IReadOnlyList<string> path)
        {
            foreach (var term in record.Lookups)
            {
                if (Count >= MostCounted) return;
                Count++;
                if (term is not (SpfMechanism { Kind: SpfMechanismKind.Include } or SpfModifier) || term.Domain is not { } domain) continue;
                if (domain.HasMacros) Unknown.Add($"The look-ups behind {Excerpt.Of(term.Text)} were not counted, because they differ from message to message: {string.Join(", ", domain.Explanations)}.");
                else await FollowAsync(term, SpfLookups.Trim(domain.Expand(static _ => "")).ToLowerInvariant(), path).ConfigureAwait(false);
            }
        }

        private async Task FollowAsync(SpfTerm term, string target, IReadOnlyList<string> path)
        {
            if (path.Contains(target))
            {
                Errors.Add($"{Excerpt.Of(term.Text)} leads back to {target}, so receivers treat the whole policy as an error. Remove it.");
                return;
            }

            try
            {
                var found = (await findTexts(target, cancel).ConfigureAwait(false)).Where(SpfRecord.IsSpf).ToList();
                if (found is [var text]) await AddAsync(SpfRecord.Parse(text), [.. path, target]).ConfigureAwait(false);
                else Errors.Add($"{target}, which {Excerpt.Of(term.Text)} refers to, has {(found.Count == 0 ? "no SPF record" : "more than one SPF record")}, so receivers treat the whole policy as an error (RFC 7208 5.2). Check the name, or remove the term.");
            }
            catch (NoAnswerException problem) { Unknown.Add($"The look-ups behind {Excerpt.Of(term.Text)} were not counted. {problem.Message}"); }
            catch (SpfException problem) { Errors.Add($"The record of {target}, which {Excerpt.Of(term.Text)} refers to, {problem.Fault ?? "is not valid"}. Receivers then treat the whole policy as an error (RFC 7208 5.2)."); }
        }
    }
}
