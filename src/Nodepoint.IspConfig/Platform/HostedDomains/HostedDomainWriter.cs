using Nodepoint.IspConfig.Bulk;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Preview;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Platform.HostedDomains;

/// <summary>
/// Makes the domains of customers with all that belongs to them. All steps of a domain are checked before the first one is sent; if one fails
/// nevertheless, what was made is removed again. One writer serves the domains of one command. Safe for many domains at the same time, as long as
/// those of one client come one after another.
/// </summary>
/// <param name="lookup">The panel.</param>
/// <param name="serials">Receives the zones that are changed.</param>
/// <param name="resolver">Finds records of other zones.</param>
/// <param name="options">How writes are carried out.</param>
internal sealed class HostedDomainWriter(PanelLookup lookup, ZoneSerials serials, IDnsResolver resolver, WriteOptions options)
{
    private readonly KeyedQueue<object> _domains = new();

    /// <summary>The time to live of new records by their type; null for the usual one.</summary>
    public Func<DnsRecordType, long?> Ttl { get; init; } = static _ => null;

    /// <summary>The panel.</summary>
    public PanelLookup Lookup => lookup;

    /// <summary>Plans a domain. The steps are found out when the plan is verified.</summary>
    /// <param name="request">What the domain is to have.</param>
    /// <param name="log">Tells what an interrupted run may have made.</param>
    /// <exception cref="Model.Rules.RuleException">A value is not valid.</exception>
    public HostedDomainPlan Plan(HostedDomainRequest request, IWriteLog log) => new(this, request, StepsOf(request, log));

    /// <summary>Makes a domain.</summary>
    /// <param name="request">What the domain is to have.</param>
    /// <param name="log">Receives what is done.</param>
    /// <param name="emit">Is told the outcome of each step, also if a step fails.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The zone.</returns>
    /// <exception cref="PanelException">A step was refused or failed, or its outcome is unknown.</exception>
    /// <exception cref="Model.Rules.RuleException">A value is not valid.</exception>
    public async Task<DnsZone> CreateAsync(HostedDomainRequest request, IWriteLog log, Action<IReadOnlyList<HostedDomainStep>> emit, CancellationToken cancel)
    {
        using var place = await _domains.EnterAsync(request.Domain, cancel).ConfigureAwait(false);
        var steps = StepsOf(request, log);
        _ = await PreviewAsync(steps, new PreviewTables(), request, log, cancel).ConfigureAwait(false);
        log.MarkChecked();
        // An interrupted run finds here what it may have made.
        await log.RecordAsync([.. steps.Where(static step => !step.IsThere).Select(static step => new PlannedCall(step.What, new PanelCall(step.Function)))]).ConfigureAwait(false);
        return await new DomainRun(request, steps, WorkOf(null), () => WorkOf(null), log, emit).RunAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Finds out what is to be done for each step, and makes all checks.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="tables">The tables as the steps leave them.</param>
    /// <param name="request">What the domain is to have.</param>
    /// <param name="log">Receives warnings.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The plan of each step that has something to do.</returns>
    internal async Task<IReadOnlyList<(DomainStep Step, WritePlan Plan)>> PreviewAsync(IReadOnlyList<DomainStep> steps, PreviewTables tables, HostedDomainRequest request, IWriteLog log, CancellationToken cancel)
    {
        var (work, version) = (WorkOf(tables), tables.Version);
        var (plans, quiet) = (new List<(DomainStep, WritePlan)>(), new StepOnlyLog(log));
        try
        {
            foreach (var step in steps)
            {
                var plan = await step.PreviewAsync(work, quiet, cancel).ConfigureAwait(false);
                if (plan is null) continue;
                plans.Add((step, plan));
                if (step.Kind == HostedDomainStepKind.Client && request.ClientDefaults is { } defaults) log.Warn(defaults);
            }

            return plans;
        }
        catch
        {
            tables.Undo(version);
            throw;
        }
    }

    private DomainWork WorkOf(PreviewTables? tables) => new(lookup.ForWork(tables), serials, resolver, options, Ttl);

    private static IReadOnlyList<DomainStep> StepsOf(HostedDomainRequest request, IWriteLog log)
    {
        var steps = DomainSteps.Of(request);
        if (!log.MayBeDone) return steps;
        var earlier = log.Unfinished.Select(static call => call.Description).ToHashSet(StringComparer.Ordinal);
        foreach (var step in steps) step.IsResumed = earlier.Contains(step.What);
        return steps;
    }
}
