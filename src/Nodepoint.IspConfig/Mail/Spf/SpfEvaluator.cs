using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Dns.ZoneFiles;

namespace Nodepoint.IspConfig.Mail.Spf;

/// <summary>Evaluates SPF (RFC 7208). Many evaluations can run at the same time; each has its own limits and cache.</summary>
/// <param name="resolver">Finds records.</param>
/// <param name="time">The clock, for the macro of the current time.</param>
internal sealed class SpfEvaluator(IDnsResolver resolver, TimeProvider time)
{
    /// <summary>Evaluates whether an address may send for a domain.</summary>
    /// <param name="query">What is evaluated.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public async Task<SpfEvaluation> EvaluateAsync(SpfQuery query, CancellationToken cancel)
    {
        // An IPv4 address that is mapped into IPv6 is an IPv4 address (RFC 7208 5).
        var address = query.Address.IsIPv4MappedToIPv6 ? query.Address.MapToIPv4() : query.Address;
        var run = new SpfRun(new SpfLookups(resolver, cancel), query with { Address = address }, time);
        var (result, problem) = (SpfResult.None, "");
        try { result = SpfLookups.IsDomain(query.Domain) ? await run.CheckAsync(query.Domain).ConfigureAwait(false) : SpfResult.None; }
        catch (SpfException error) { (result, problem) = (error.Result, error.Message); }
        // What a name server sent cannot be read, so nothing is known about the domain.
        catch (ZoneFileException error) { (result, problem) = (SpfResult.TempError, $"An answer of the name servers cannot be read: {error.Message}"); }
        return new SpfEvaluation(query.Domain, address, result)
        {
            Sender = query.Sender, Helo = query.Helo, Mechanism = run.Mechanism, LookupCount = run.LookupCount, VoidLookupCount = run.VoidLookupCount,
            Explanation = result == SpfResult.Fail ? await run.ExplainAsync().ConfigureAwait(false) : "", Record = run.Record, Problem = problem,
        };
    }
}
