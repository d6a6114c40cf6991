using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Dns;

/// <summary>The changes of TXT records of a name in a zone, as one write.</summary>
/// <param name="subject">What they make up: "SPF policy of example.com".</param>
/// <param name="action">What is done, in words.</param>
/// <param name="steps">The changes of records, in order; the first is that of the record itself. Empty for none.</param>
internal sealed class TextPlan(string subject, string action, IReadOnlyList<WritePlan<DnsRecord>> steps) : WritePlan<DnsRecord>
{
    /// <inheritdoc/>
    public override string Subject => subject;

    /// <inheritdoc/>
    public override string Action => IsEmpty ? Nothing : action;

    /// <summary>What is said if there is nothing to do.</summary>
    public string Nothing { get; init; } = "Change nothing, because it has these values already";

    /// <summary>What was done, for the log.</summary>
    public required string Report { get; init; }

    /// <summary>What the user should know.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <inheritdoc/>
    public override IReadOnlyList<PlannedCall> Calls => [.. steps.SelectMany(static step => step.Calls)];

    /// <inheritdoc/>
    internal override async Task CheckAsync(IWriteLog log, CancellationToken cancel)
    {
        foreach (var step in steps) await step.CheckAsync(log, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    internal override async Task ReserveAsync(IWriteLog log, CancellationToken cancel)
    {
        foreach (var warning in Warnings) log.Warn(warning);
        foreach (var step in steps) await step.ReserveAsync(log, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task<WriteResult<DnsRecord>> CarryOutAsync(IWriteLog log, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(log);
        foreach (var warning in Warnings) log.Warn(warning);
        WriteResult<DnsRecord>? first = null;
        foreach (var step in steps)
        {
            var result = await step.CarryOutAsync(log, cancel).ConfigureAwait(false);
            first ??= result;
        }

        log.Verbose(IsEmpty ? $"{subject} has these values already; nothing was sent." : Report);
        return first ?? new WriteResult<DnsRecord>(WriteOutcome.Unchanged, null);
    }
}
