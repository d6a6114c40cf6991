using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Platform.HostedDomains;

/// <summary>Makes the steps of one hosted domain, and removes what it has made if one of them fails.</summary>
/// <param name="request">What the domain is to have.</param>
/// <param name="steps">The steps, which were checked.</param>
/// <param name="work">The work.</param>
/// <param name="again">Creates a work whose reads are new.</param>
/// <param name="log">Receives what is done.</param>
/// <param name="emit">Is told the outcome of each step.</param>
internal sealed class DomainRun(HostedDomainRequest request, IReadOnlyList<DomainStep> steps, DomainWork work, Func<DomainWork> again, IWriteLog log, Action<IReadOnlyList<HostedDomainStep>> emit)
{
    private readonly List<DomainStep> _made = [];
    private readonly HashSet<DomainStep> _undone = [];
    private DomainStep? _failed;

    // Whether it is known that nothing of the failed step is there.
    private bool _isSettled;

    /// <summary>Makes the steps.</summary>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The zone.</returns>
    /// <exception cref="PanelException">A step failed.</exception>
    public async Task<DnsZone> RunAsync(CancellationToken cancel)
    {
        try
        {
            foreach (var step in steps)
            {
                // What is left to do is found out by the next run.
                if (log.IsStopped) throw new OperationCanceledException();
                if (step.IsThere)
                {
                    await step.UseFoundAsync(work, cancel).ConfigureAwait(false);
                    continue;
                }

                _failed = step;
                await step.CarryOutAsync(work, new StepOnlyLog(log, step.IsResumed) { IsQuiet = true }, cancel).ConfigureAwait(false);
                _made.Add(step);
                _failed = null;
            }
        }
        catch (Exception problem) when (problem is PanelException or RuleException && _failed is not null)
        {
            var text = await AfterFailureAsync(problem, cancel).ConfigureAwait(false);
            emit(Outcome());
            throw problem is PanelException fault ? new PanelException(KindAfter(fault), fault.Function, text, fault) { PermissionGroup = fault.PermissionGroup, Problems = fault.Problems } : new RuleException(((RuleException)problem).Rule, text, problem);
        }
        finally { await RaiseSerialAsync(cancel).ConfigureAwait(false); }

        emit(Outcome());
        return work.Zone;
    }

    private bool IsZoneMade => _made.Exists(static step => step.Kind == HostedDomainStepKind.Zone);

    private bool IsZoneGone => _undone.Any(static step => step.Kind == HostedDomainStepKind.Zone);

    private static string NameOf(HostedDomainRequest request) => $"Domain {request.Domain}";

    // A step that is not known to have been undone may be there.
    private FaultKind KindAfter(PanelException fault) => fault.Kind == FaultKind.OutcomeUnknown && _isSettled ? FaultKind.Unreachable : fault.Kind;

    private async Task<string> AfterFailureAsync(Exception problem, CancellationToken cancel)
    {
        var step = _failed!;
        var text = $"{NameOf(request)} was not completed: {step.What} failed: {problem.Message}";
        if (request.KeepPartial) return _made.Count == 0 ? text : $"{text} Kept because of -KeepPartial: {List(_made)}. Run the command again to complete the domain.";
        var left = new List<string>();
        var undo = Resumed();
        await UndoFailedAsync(step, problem, undo, left, cancel).ConfigureAwait(false);
        for (var at = _made.Count - 1; at >= 0; at--)
        {
            if (IsCovered(_made[at])) continue;
            await UndoAsync(_made[at], undo, left, cancel).ConfigureAwait(false);
        }

        // They are removed with what they belong to.
        foreach (var part in _made.Where(IsCovered).ToList())
            if (IsRemovedWith(part)) _undone.Add(part);
        var undone = _made.Where(_undone.Contains).ToList();
        if (undone.Count > 0) text += $" Undone: {List(undone)}.";
        else if (left.Count == 0) text += " Nothing had been made before.";
        return left.Count == 0 ? text : $"{text} Could not be undone: {string.Join("; ", left)}. Check the panel, and remove what is left with Remove-NpHostedDomain {request.Domain}, or run the command again to complete the domain.";
    }

    private async Task UndoFailedAsync(DomainStep step, Exception problem, DomainWork undo, List<string> left, CancellationToken cancel)
    {
        // The panel's answer says that it was not made.
        if (problem is RuleException or PanelException { IsUnanswered: false } && step is not DkimStep) return;
        try
        {
            if (await step.WasMadeAsync(undo, cancel).ConfigureAwait(false)) await step.UndoAsync(undo, new StepOnlyLog(log) { IsQuiet = true }, cancel).ConfigureAwait(false);
            _isSettled = true;
        }
        catch (PanelException another) { left.Add($"{step.What}, which may have been made ({another.Message.TrimEnd('.')})"); }
    }

    private async Task UndoAsync(DomainStep step, DomainWork undo, List<string> left, CancellationToken cancel)
    {
        try
        {
            await step.UndoAsync(undo, new StepOnlyLog(log) { IsQuiet = true }, cancel).ConfigureAwait(false);
            _undone.Add(step);
            if (step.Kind == HostedDomainStepKind.Zone) undo.Serials.MarkRaised(work.Zone);
        }
        catch (Exception problem) when (problem is PanelException or RuleException) { left.Add($"{step.What} ({problem.Message.TrimEnd('.')})"); }
    }

    // What goes with the zone or the mail domain that this run has made.
    private bool IsCovered(DomainStep step) => IsZoneMade && (step.IsOfZone || (step is DkimStep && _made.Exists(static one => one.Kind == HostedDomainStepKind.MailDomain)));

    private bool IsRemovedWith(DomainStep step) => IsZoneGone && (step is not DkimStep || _undone.Any(static one => one.Kind == HostedDomainStepKind.MailDomain));

    private DomainWork Resumed()
    {
        var undo = again();
        (undo.Client, undo.Owner, undo.Zone, undo.MailDomain, undo.Website) = (work.Client, work.Owner, work.Zone, work.MailDomain, work.Website);
        return undo;
    }

    // Once, after the last change; if it fails, it is tried again at the end of the command.
    private async Task RaiseSerialAsync(CancellationToken cancel)
    {
        if (IsZoneGone || work.Zone is null || !(_made.Exists(static step => step.IsOfZone || step is DkimStep) || _failed is { IsOfZone: true } or DkimStep)) return;
        try { await work.Serials.RaiseAsync(work.Zone, cancel).ConfigureAwait(false); }
        catch (Exception problem) when (problem is PanelException or OperationCanceledException) { log.Verbose($"The serial of zone {work.Zone} is raised at the end of the command: {problem.Message}"); }
    }

    private IReadOnlyList<HostedDomainStep> Outcome() => [.. steps.Where(step => step.IsThere || _made.Contains(step) || step == _failed).Select(step => new HostedDomainStep(request.Domain, step.Kind, step.StoredName, ActionOf(step))
    {
        Id = _undone.Contains(step) ? 0 : step.Id, Password = _made.Contains(step) && !_undone.Contains(step) ? step.Password : null,
    })];

    private HostedDomainAction ActionOf(DomainStep step) => step.IsThere ? HostedDomainAction.Unchanged : _undone.Contains(step) ? HostedDomainAction.Undone : _made.Contains(step) ? HostedDomainAction.Created : HostedDomainAction.Failed;

    private static string List(IEnumerable<DomainStep> steps) => string.Join(", ", steps.Select(static step => step.What));
}
