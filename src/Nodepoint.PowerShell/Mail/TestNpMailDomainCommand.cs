using System.Collections.Concurrent;
using System.Management.Automation;
using System.Net;
using Nodepoint.IspConfig.Bulk;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Mail.Delivery;
using Nodepoint.IspConfig.Mail.Dmarc;
using Nodepoint.IspConfig.Mail.Spf;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Transport;
using Nodepoint.IspConfig.Platform;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Dns;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Platform;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Mail;

/// <summary>Tests whether mail from and to domains reaches the inbox: MX, SPF, DKIM, DMARC, reverse DNS, and the mail server.</summary>
/// <remarks>No message is sent. With -Fix, what the panel can change is changed, and the domains are tested again.</remarks>
[Cmdlet(VerbsDiagnostic.Test, "NpMailDomain", DefaultParameterSetName = "Key", SupportsShouldProcess = true)]
[OutputType(typeof(MailDomainTest))]
[Throttled]
public sealed partial class TestNpMailDomainCommand : PanelCommand
{
    // -ThrottleLimit is about requests to the panel; these only wait for answers of name servers and mail servers.
    private const int DomainsAtOnce = 64;

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    private readonly Queue<PendingMailTest> _running = new();
    private readonly List<PendingMailTest> _finished = [];
    private readonly ConcurrentBag<(CommandPanel Panel, MailFix Fix)> _fixed = [];
    private readonly SemaphoreSlim _domains = new(DomainsAtOnce);
    private LiveQuestions _questions = null!;
    private SemaphoreSlim _calls = null!;
    private string? _mailHost;
    private List<string> _blocklists = [];
    private IReadOnlyList<IPEndPoint>? _servers;
    private IReadOnlyList<KeyValuePair<string, object?>>? _fixing;

    /// <summary>The domains: names, whether they are mail domains on the panel or not, or names of mail domains with wildcards. The default is all mail domains of the panel.</summary>
    [Parameter(ParameterSetName = "Key", Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Origin", "Zone")]
    [KeyInput<MailDomain>, SupportsWildcards, ArgumentCompleter(typeof(KeyPatternCompleter<MailDomain>))]
    public string[]? Domain { get; set; }

    /// <summary>Only this mail domain, from the pipeline.</summary>
    [Parameter(ParameterSetName = "OfDomain", Mandatory = true, ValueFromPipeline = true, DontShow = true)]
    public MailDomain? OfDomain { get; set; }

    /// <summary>Only the domain of this zone, from the pipeline.</summary>
    [Parameter(ParameterSetName = "OfZone", Mandatory = true, ValueFromPipeline = true, DontShow = true)]
    public DnsZone? OfZone { get; set; }

    /// <summary>The resolvers to ask: host names or addresses, with a port if it is not 53, such as 192.0.2.13:5353. The default is those of the platform profile (Set-NpPlatform -Resolver), or else those of this computer.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Server { get; set; }

    /// <summary>The host name of the mail server that sends and receives the mail of the domains. The default is that of the platform profile (Set-NpPlatform -MailHost), or else the one in each domain's MX record.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MailHost { get; set; }

    /// <summary>The port of the mail server. The default is that of the service mail in the platform profile (Ports, smtp), or else 25.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int? SmtpPort { get; set; }

    /// <summary>The DNS blocklists to look for the addresses of the mail server in, such as zen.spamhaus.org. The operators of some lists allow that only from your own resolvers.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Blocklist { get; set; }

    /// <summary>Runs the lines in Fix for mail domains of the panel, waits until the name servers have the changes, and tests these domains again. Mail that another mail server receives is not moved.</summary>
    [Parameter]
    public SwitchParameter Fix { get; set; }

    /// <summary>The longest time to wait for the name servers after -Fix, in seconds. The servers of a panel apply changes once a minute. The default is 120.</summary>
    [Parameter]
    [ValidateRange(0, 86400)]
    public int TimeoutSec { get; set; } = 120;

    private protected override string? Changes => Fix ? "-Fix changes something" : base.Changes;

    private protected override IEnumerable<KeyValuePair<string, object?>> RowValues => _fixing ?? base.RowValues;

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        base.BeginCommand();
        if (MailHost is not null) _mailHost = ReadHost(nameof(MailHost), MailHost);
        _blocklists = [.. (Blocklist ?? []).Select(list => ReadHost(nameof(Blocklist), list))];
        if (Server is not null) _servers = LiveResolvers.Find(this, Server, nameof(Server), null);
        _questions = new LiveQuestions(LiveQuestions.MostForMail, AnswerTimeout, StopToken);
        _calls = new SemaphoreSlim(ThrottleLimit?.Count ?? AnyConnection?.ThrottleLimit ?? 1);
        Runner.IsWriting = Fix;
        Runner.HasPlaces = false;
    }

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        if (OfDomain is { } domain) Begin(domain, (_, _) => Task.FromResult<IReadOnlyList<TestedDomain>>([new(domain.Domain, domain)]));
        else if (OfZone is { } zone) Begin(zone, (panel, cancel) => TestedDomain.FindAsync(zone.Origin.TrimEnd('.'), panel.Lookup, cancel));
        else foreach (var key in Domain ?? ["*"]) Begin(key, (panel, cancel) => TestedDomain.FindAsync(key, panel.Lookup, cancel));
    }

    /// <inheritdoc/>
    protected override void EndCommand()
    {
        while (_running.TryDequeue(out var test)) Finish(test);
        if (Fix) RunFixes();
        base.EndCommand();
        if (!Fix) return;
        if (!_fixed.IsEmpty) TestAgain();
        foreach (var result in _finished.SelectMany(static test => test.Results)) WriteObject(result);
    }

    private protected override object CreateWriter(CommandPanel panel)
    {
        var (resolvers, options) = (_servers ?? LiveResolvers.Find(this, null, nameof(Server), panel.Connection), Options(panel.Connection));
        var resolver = _questions.Through(resolvers);
        var records = new DnsRecordWriter(panel.Lookup, SerialRaiser.Attach(Runner, panel), WriteOptions.Default);
        var keys = new DkimWriter(new RecordWriter<MailDomain>(MailDomainNoun.Instance, panel.Lookup, WriteOptions.Default), records);
        return new PanelMailTests(
            new MailDomainTester(resolver, TransportAssembly.Factory<ISmtpProbeFactory>().CreateSmtpProbe(), options),
            new DeliveryPanel(panel.Lookup, records.Contents, _calls),
            new MailFixer(records, new SpfWriter(records, resolver), new DmarcWriter(records, resolver), keys),
            new PublicationWait(_questions.Client, resolver, resolvers, TimeSpan.FromSeconds(TimeoutSec), panel.Connection.Time));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _questions?.Dispose();
        _calls?.Dispose();
        _domains.Dispose();
    }

    private void Begin(object target, Func<CommandPanel, CancellationToken, Task<IReadOnlyList<TestedDomain>>> find)
    {
        if (!TryUsePanel(target, out var panel, out var error))
        {
            WriteError(error!);
            return;
        }

        var tests = (PanelMailTests)panel.Writer!;
        _running.Enqueue(new PendingMailTest(target, panel, TestAsync()));
        if (_running.Count >= DomainsAtOnce) Finish(_running.Dequeue());

        async Task<IReadOnlyList<MailDomainTest>> TestAsync()
        {
            var domains = await tests.Panel.CallAsync(() => find(panel, StopToken), StopToken).ConfigureAwait(false);
            return await Task.WhenAll(domains.Select(domain => TestOneAsync(tests, domain.Name, domain.MailDomain))).ConfigureAwait(false);
        }
    }

    private Task<MailDomainTest> TestOneAsync(PanelMailTests tests, string name, MailDomain? mailDomain)
        => _domains.RunAsync(() => tests.Tester.TestAsync(name, mailDomain, tests.Panel, StopToken), StopToken);

    private void Finish(PendingMailTest test)
    {
        if (!TryRun(test.Target, _ => test.Task, out var results, out var error))
        {
            WriteError(error!);
            return;
        }

        foreach (var result in results) ((IPanelResult)result).Origin = new PanelOrigin(test.Panel.Connection);
        if (Fix) _finished.Add(test with { Results = [.. results] });
        else WriteObject(results, enumerateCollection: true);
    }

    // What several domains need, such as the name of the mail server's address, is done once.
    private void RunFixes()
    {
        var known = new HashSet<(PanelConnection, string)>();
        foreach (var test in _finished)
        {
            foreach (var result in test.Results)
            {
                // A zone whose domain has no mail, or has it elsewhere, must not get records for mail.
                if (!result.IsOnPanel)
                {
                    if (Array.Exists(result.Checks, static check => check.Changes.Count > 0)) WriteWarning($"{result.Domain} is not a mail domain on panel '{test.Panel.Connection.Name}', so -Fix does not change it. Its checks have the lines to run.");
                    continue;
                }

                foreach (var fix in result.Checks.SelectMany(static check => check.Changes))
                {
                    if (!known.Add((test.Panel.Connection, fix.Line))) continue;
                    _fixing = [new(nameof(Domain), result)];
                    Runner.Run(WorkOn(fix, result.Domain));
                }
            }
        }
    }

    private RowWork WorkOn(MailFix fix, string domain) => new(domain, fix.Line, async (row, cancel) =>
    {
        await ((PanelMailTests)row.Panel.Writer!).Fixer.CarryOutAsync(fix, row, cancel).ConfigureAwait(false);
        _fixed.Add((row.Panel, fix));
    })
    {
        What = $"mail domain {domain}",
        Action = fix.Line,
        PlanAsync = (row, cancel) => ((PanelMailTests)row.Panel.Writer!).Fixer.PlanAsync(fix, row, cancel),
        IsPlannedInOrder = true,
        Subject = fix.Name,
    };

    private void TestAgain()
    {
        foreach (var panel in _fixed.GroupBy(static one => one.Panel.Connection))
        {
            // The panel, the servers, and the name servers are asked again.
            var fresh = new CommandPanel(panel.Key);
            fresh.Writer = CreateWriter(fresh);
            var tests = (PanelMailTests)fresh.Writer;
            WriteVerbose("Waiting until the name servers have the changes.");
            if (!TryRun(null, cancel => WaitAsync(fresh, tests, panel.Select(static one => one.Fix.Name).Distinct(), cancel), out var lagging, out var error)) WriteError(error!);
            else if (lagging.Count > 0) WriteWarning($"After {TimeoutSec} seconds, the name servers of {string.Join(", ", lagging)} do not have all changes, so the results can be those of before. Test again later.");
            for (var at = 0; at < _finished.Count; at++)
                if (_finished[at].Panel.Connection == panel.Key) _finished[at] = Again(_finished[at], fresh, tests);
        }
    }

    private static async Task<IReadOnlyList<string>> WaitAsync(CommandPanel panel, PanelMailTests tests, IEnumerable<string> names, CancellationToken cancel)
    {
        var zones = new Dictionary<long, DnsZone>();
        foreach (var name in names)
            if (await NearestZone.TryFindAsync(name, panel.Lookup, cancel).ConfigureAwait(false) is { } zone) zones[zone.Id] = zone;
        var states = await Task.WhenAll(zones.Values.Select(async zone => await tests.Wait.WaitAsync(zone, await new DnsRecordTable(panel.Connection).OfZoneAsync(zone, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false))).ConfigureAwait(false);
        return [.. states.Where(static state => !state.IsCurrent).Select(static state => state.Zone.TrimEnd('.')).Order(StringComparer.Ordinal)];
    }

    private PendingMailTest Again(PendingMailTest test, CommandPanel panel, PanelMailTests tests)
    {
        var results = test.Results.ToArray();
        for (var at = 0; at < results.Length; at++)
        {
            if (results[at].Checks.All(static check => check.Changes.Count == 0)) continue;
            var name = results[at].Domain;
            if (!TryRun(name, async cancel => await TestOneAsync(tests, name, (await TestedDomain.FindAsync(name, panel.Lookup, cancel).ConfigureAwait(false))[0].MailDomain).ConfigureAwait(false), out var again, out var error)) WriteError(error!);
            else
            {
                ((IPanelResult)again).Origin = new PanelOrigin(panel.Connection);
                results[at] = again;
            }
        }

        return test with { Results = results };
    }

    private DeliveryOptions Options(PanelConnection panel)
    {
        PlatformProfile? profile = null;
        try { profile = PlatformProfiles.Find(panel); }
        catch (Exception problem) when (PanelErrors.IsExpected(problem)) { ThrowTerminatingError(PanelErrors.Record(problem, panel)); }
        var options = DeliveryOptions.Of(profile, _mailHost);
        if (_mailHost is null && options.MailHost is { } host) WriteVerbose($"Mail server: {host}, from the platform profile of panel '{profile!.Panel}'.");
        return options with { Port = SmtpPort ?? options.Port, Blocklists = _blocklists, Helo = System.Net.Dns.GetHostName(), Time = panel.Time };
    }

    private string ReadHost(string parameter, string text)
    {
        var name = text.Trim().TrimEnd('.');
        if (name.Contains('.', StringComparison.Ordinal) && !AddressText.TryParse(name, out _) && DomainText.TryToAscii(name, out var ascii) is null) return ascii;
        ThrowTerminatingError(PanelErrors.Record(new RuleException(Rule.InvalidDomainName, $"Cannot read '{text}' as -{parameter}. Use a host name such as mail.example.com."), text));
        return name;
    }
}
