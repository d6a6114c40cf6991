using System.Collections.Concurrent;
using System.Globalization;
using System.Management.Automation;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Dns;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Platform;

/// <summary>Publishes the value of an ACME challenge as a TXT record, and waits until the name servers of the zone answer with it.</summary>
[Cmdlet(VerbsCommon.Set, "NpAcmeChallenge", SupportsShouldProcess = true)]
[OutputType(typeof(DnsRecord))]
[Journaled]
public sealed partial class SetNpAcmeChallengeCommand : AcmeChallengeCommand
{
    private readonly ConcurrentQueue<(CommandPanel Panel, DnsZone Zone, string Name, string Token)> _published = new();
    private LiveQuestions? _questions;
    private List<NameServerAddress>? _servers;

    /// <summary>The value that the ACME client gives for the TXT record. Other values of the name are kept, so that several certificates can be ordered at the same time.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Value", "TxtValue")]
    public string Token { get; set; } = "";

    /// <summary>Does not wait for the name servers.</summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    /// <summary>The name servers that must have the value: host names or addresses, with a port if it is not 53, such as 192.0.2.13:5353. The default is those in the zone's NS records.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Server { get; set; }

    /// <summary>The longest time to wait for the name servers, in seconds; 0 asks once. The servers of a panel apply changes once a minute. The default is 300.</summary>
    [Parameter]
    [ValidateRange(0, 86400)]
    public int TimeoutSec { get; set; } = 300;

    /// <summary>Returns the DNS record of each value.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        base.BeginCommand();
        _servers = NameServerArgument.Read(this, Server, nameof(Server));
    }

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        string? token = Token;
        if (!TryRead(ref token, out var name)) return;
        Runner.Run(new RowWork(Name, name, (row, cancel) => PublishAsync(row, name, token!, cancel))
        {
            About = SubjectOf(name, token),
            What = $"ACME challenge {name}",
            Action = "Publish its value",
            PlanAsync = async (row, cancel) => (await Writer(row).PlanAdditionAsync(name, token!, row, cancel).ConfigureAwait(false)).Plan,
            IsPlannedInOrder = true,
            Subject = name,
            Restore = PassThru ? static (_, stored) => DnsRecordTable.FromJournal(stored) : null,
        });
    }

    /// <inheritdoc/>
    protected override void EndCommand()
    {
        // The serials are raised at the end of the rows.
        base.EndCommand();
        foreach (var panel in _published.GroupBy(static one => one.Panel)) WaitFor(panel.Key, [.. panel]);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _questions?.Dispose();
    }

    private async Task PublishAsync(Row row, string name, string token, CancellationToken cancel)
    {
        var (plan, zone, at, existing) = await Writer(row).PlanAdditionAsync(name, token, row, cancel).ConfigureAwait(false);
        var record = (await plan.CarryOutAsync(row, cancel).ConfigureAwait(false)).Record ?? existing;
        if (record is not null) row.Keep(record.Id, () => DnsRecordTable.ToJournal(record));
        if (!NoWait) _published.Enqueue((row.Panel, zone, at, token));
        if (PassThru && record is not null) row.Write(record);
    }

    private void WaitFor(CommandPanel panel, (CommandPanel Panel, DnsZone Zone, string Name, string Token)[] published)
    {
        _questions ??= new LiveQuestions(LiveQuestions.UsualMost, LiveQuestions.AnswerTimeout(TimeoutSec), StopToken);
        var resolver = _servers is null ? _questions.Through(LiveResolvers.Find(this, null, nameof(Server), panel.Connection)) : null;
        var wait = _questions.Texts(_servers, resolver, TimeoutSec, panel.Connection.Time);
        var running = published.Select(one => WaitAsync(wait, one.Panel, one.Zone, one.Name, one.Token)).ToArray();
        for (var at = 0; at < running.Length; at++)
        {
            if (!TryRun(published[at].Name, _ => running[at], out var problem)) continue;
            if (problem is not null) WriteError(PanelErrors.Record(problem, published[at].Name));
        }
    }

    private async Task<RuleException?> WaitAsync(TextWait wait, CommandPanel panel, DnsZone zone, string name, string token)
    {
        var records = await new DnsRecordTable(panel.Connection).ServedOfZoneAsync(zone, StopToken).ConfigureAwait(false);
        var (servers, unknown) = await wait.FindServersAsync(zone, records, StopToken).ConfigureAwait(false);
        if (unknown.Count > 0) return new RuleException(Rule.NameServersMissing, $"The value of {name} was published on the panel, but the address of name server {string.Join(", ", unknown.Select(static one => $"{one.Server} was not found ({one.Reason})"))}. Correct the NS records of zone {zone}, or specify -Server or -NoWait.");
        if (servers.Count == 0) return new RuleException(Rule.NameServersMissing, $"The value of {name} was published on the panel, but zone {zone} has no NS records there, so no name servers are known. Add NS records with New-NpDnsRecord, or specify -Server or -NoWait.");
        var lagging = await wait.WaitAsync(servers, zone.Origin, name + ".", texts => texts.Contains(token) ? null : texts.Count == 0 ? "does not have the record" : "has other values", StopToken).ConfigureAwait(false);
        return lagging.Count == 0 ? null : new RuleException(Rule.RecordNotServed, string.Create(CultureInfo.InvariantCulture, $"After {TimeoutSec} seconds, {lagging.Count} of {servers.Count} name servers of zone {zone} do not have the value of {name}: {string.Join("; ", lagging.Select(static one => $"{one.Server.Label} {one.Answer}"))}. Do not let the authority check it yet. Run the command again, with a longer -TimeoutSec, or find the cause with Test-NpDnsZone {zone.Origin.TrimEnd('.')}."));
    }
}
