using System.Globalization;
using System.Management.Automation;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Errors;

namespace Nodepoint.PowerShell.Dns;

/// <summary>Waits until all name servers of zones have the serial of the panel.</summary>
[Cmdlet(VerbsLifecycle.Wait, "NpDnsZone", DefaultParameterSetName = "Key")]
[OutputType(typeof(DnsZoneState))]
public sealed class WaitNpDnsZoneCommand : LiveZoneCommand
{
    private const int StepMilliseconds = 200;

    private readonly List<(DnsZone Zone, IReadOnlyList<DnsRecord> Records, CommandPanel Panel)> _zones = [];

    /// <summary>The longest time to wait, in seconds; 0 asks once. The servers of a panel apply changes once a minute. The default is 300.</summary>
    [Parameter]
    [ValidateRange(0, 86400)]
    public int TimeoutSec { get; set; } = 300;

    /// <summary>The time between two questions to a name server, in seconds, from 1 to 300. The default is 3.</summary>
    [Parameter]
    [ValidateRange(1, 300)]
    public int IntervalSec { get; set; } = 3;

    /// <summary>Returns the last state of each zone.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override TimeSpan AnswerTimeout => LiveQuestions.AnswerTimeout(TimeoutSec);

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        if (OfZone is { } piped) Add(piped, async (panel, cancel) => [await panel.Lookup.ReadAsync(DnsZoneNoun.Instance, new Reference<DnsZone>(piped), cancel).ConfigureAwait(false)]);
        else foreach (var key in Zone ?? ["*"]) Add(key, (panel, cancel) => FindAsync(key, panel.Lookup, cancel));
    }

    /// <inheritdoc/>
    protected override void EndCommand()
    {
        base.EndCommand();
        if (_zones.Count == 0) return;
        var time = _zones[0].Panel.Connection.Time;
        var latest = new DnsZoneState?[_zones.Count];
        var waiting = _zones.Select((zone, at) => new SerialWait(Tester(zone.Panel), TimeSpan.FromSeconds(TimeoutSec), TimeSpan.FromSeconds(IntervalSec), time).WaitAsync(zone.Zone, zone.Records, state => Volatile.Write(ref latest[at], state), StopToken)).ToArray();
        ShowProgress(waiting, latest);
        for (var at = 0; at < waiting.Length; at++)
        {
            DnsZoneState state;
            try { state = waiting[at].GetAwaiter().GetResult(); }
            catch (OperationCanceledException) when (StopToken.IsCancellationRequested) { throw new PipelineStoppedException(); }
            ((IPanelResult)state).Origin = new PanelOrigin(_zones[at].Panel.Connection);
            if (!state.IsCurrent) WriteError(Lagging(state, _zones[at].Zone));
            if (PassThru) WriteObject(state);
        }
    }

    private void Add(object target, Func<CommandPanel, CancellationToken, Task<IReadOnlyList<DnsZone>>> find)
    {
        if (!TryUsePanel(target, out var panel, out var error) || !TryRun(target, ReadAsync, out var found, out error)) WriteError(error!);
        else _zones.AddRange(found);

        async Task<List<(DnsZone, IReadOnlyList<DnsRecord>, CommandPanel)>> ReadAsync(CancellationToken cancel)
        {
            var zones = new List<(DnsZone, IReadOnlyList<DnsRecord>, CommandPanel)>();
            foreach (var zone in await find(panel, cancel).ConfigureAwait(false))
                zones.Add((zone, Server is null ? await new DnsRecordTable(panel.Connection).ServedOfZoneAsync(zone, cancel).ConfigureAwait(false) : [], panel));
            return zones;
        }
    }

    // Progress can be written only on the pipeline's thread, so the wait is in small steps.
    private void ShowProgress(Task<DnsZoneState>[] waiting, DnsZoneState?[] latest)
    {
        var progress = new ProgressRecord(1, "Waiting for the name servers", "Asking for serials");
        var all = Task.WhenAll(waiting);
        while (Task.WaitAny([all], StepMilliseconds, CancellationToken.None) < 0)
        {
            var servers = latest.Select((_, at) => Volatile.Read(ref latest[at])).OfType<DnsZoneState>().SelectMany(state => state.Servers).ToList();
            if (servers.Count == 0) continue;
            var current = servers.Count(server => server.IsCurrent);
            progress.StatusDescription = string.Create(CultureInfo.CurrentCulture, $"{current} of {servers.Count} servers have the panel's serial");
            progress.PercentComplete = 100 * current / servers.Count;
            WriteProgress(progress);
        }

        progress.RecordType = ProgressRecordType.Completed;
        WriteProgress(progress);
    }

    private ErrorRecord Lagging(DnsZoneState state, DnsZone zone)
    {
        if (state.Servers.Length == 0)
            return PanelErrors.Record(new RuleException(Rule.NameServersMissing, $"Zone {state.Zone} has no NS records on the panel, so it has no name servers to wait for. Add NS records with New-NpDnsRecord, or specify -Server."), zone);
        var lagging = state.Servers.Where(server => !server.IsCurrent)
            .Select(server => string.Create(CultureInfo.InvariantCulture, $"{server.Name}{(server.Address is { } address && address.ToString() != server.Name && !server.Name.Contains(':', StringComparison.Ordinal) ? $" ({address})" : "")} {(server.Serial is { } serial ? $"has {serial}" : $"has none ({server.Problem})")}"));
        return new ErrorRecord(
            new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"After {TimeoutSec} seconds, {state.Servers.Count(server => !server.IsCurrent)} of {state.Servers.Length} name servers of zone {state.Zone} do not have serial {state.Serial}: {string.Join("; ", lagging)}. Increase -TimeoutSec, or find the cause with Test-NpDnsZone.")),
            "SerialNotReached", ErrorCategory.OperationTimeout, zone);
    }
}
