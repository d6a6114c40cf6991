using System.Management.Automation;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Dns;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Platform;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Mail;

/// <summary>The base of the cmdlets for what a domain tells the receivers of its mail in TXT records.</summary>
public abstract class DomainPolicyCommand : PanelCommand
{
    // However it is written, it is the same domain.
    private static readonly string[] Names = [nameof(Domain)];

    /// <summary>The domain: a name in a zone of the panel, a mail domain or its ID, or a zone.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Origin", "Zone")]
    [ReferenceInput<MailDomain>(Columns = ["Domain", "Origin", "Zone"], Except = typeof(DnsZone))]
    [ArgumentCompleter(typeof(KeyCompleter<MailDomain>))]
    public Reference<MailDomain> Domain { get; set; } = null!;

    /// <summary>The object from the pipeline, which says on which panel it is, even if its other parameters are bound by property name.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The resolvers that are specified; null for those of the panel's platform profile, or else of this computer.</summary>
    private protected virtual string[]? Resolvers => null;

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        base.BeginCommand();
        NameServerArgument.Read(this, Resolvers, "Server");
        Runner.Missing = subject => RowSubject.ToReference<MailDomain>(subject) is var domain && MissingWork(domain) is { } work ? [new MissingRow(work, CommandLineWith((nameof(Domain), domain)))] : [];
    }

    /// <summary>Finds the records of other domains, on the pipeline's thread.</summary>
    /// <param name="panel">The panel of the domains.</param>
    private protected IDnsResolver ResolverOf(CommandPanel panel) => new RememberingResolver(LiveResolvers.Create(this, Resolvers, "Server", panel.Connection), StopToken);

    /// <summary>The work for a row that an earlier run may have sent and that is not in the input any more; null if the cmdlet writes nothing.</summary>
    private protected virtual RowWork? MissingWork(Reference<MailDomain> domain) => null;

    /// <summary>The work on the policy of a domain.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="verb">What is done: Set or Remove.</param>
    /// <param name="policy">The policy: SPF policy.</param>
    /// <param name="plan">Plans it for the name of the domain.</param>
    /// <param name="emit">Writes the output, with the ID of the record; null for none.</param>
    private protected static RowWork WorkOn(Reference<MailDomain> domain, string verb, string policy, Func<Row, string, CancellationToken, Task<WritePlan<DnsRecord>>> plan, Func<Row, string, long, CancellationToken, Task>? emit = null)
    {
        var about = SubjectOf(domain);
        return new RowWork(domain, domain.ToString(), CarryOutAsync)
        {
            About = about,
            FinishAsync = async (row, cancel) => await FinishedRow.TryAsync(row, await PlanAsync(row, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false),
            What = $"{policy} of {domain}",
            Action = $"{verb} {policy}",
            PlanAsync = async (row, cancel) => await PlanAsync(row, cancel).ConfigureAwait(false),
            IsPlannedInOrder = true,
            Subject = about.Text,
        };

        async Task<WritePlan<DnsRecord>> PlanAsync(Row row, CancellationToken cancel) => await plan(row, await NameOfAsync(row, domain, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);

        async Task CarryOutAsync(Row row, CancellationToken cancel)
        {
            var (_, record) = await (await PlanAsync(row, cancel).ConfigureAwait(false)).CarryOutAsync(row, cancel).ConfigureAwait(false);
            var id = record?.Id ?? 0;
            row.Keep(id);
            if (emit is not null) await emit(row, await NameOfAsync(row, domain, cancel).ConfigureAwait(false), id, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Writes the DNS records of policies.</summary>
    /// <param name="panel">The panel.</param>
    private protected DnsRecordWriter RecordsOf(CommandPanel panel) => new(panel.Lookup, SerialRaiser.Attach(Runner, panel), WriteOptions.Default);

    /// <summary>What a row about a domain is about, for its journal.</summary>
    private protected static RowSubject SubjectOf(Reference<MailDomain> reference)
    {
        if (reference.Value is { } known) return new RowSubject(known.Domain) { Covered = Names };
        return reference.Key is null ? RowSubject.Of(reference) : new RowSubject(TryParse(reference.Key)) { Covered = Names };
    }

    /// <summary>Finds the name of a domain.</summary>
    private protected static async Task<string> NameOfAsync(Row row, Reference<MailDomain> reference, CancellationToken cancel)
    {
        if (reference.Problem is { } problem) throw problem;
        if (reference.Key is { } key) return SenderDomain.Parse(key);
        return (reference.Value ?? await row.Panel.Lookup.ReadAsync(MailDomainNoun.Instance, reference, cancel).ConfigureAwait(false)).Domain;
    }

    private static string TryParse(string key) => DomainText.TryToAscii(key.Trim().TrimEnd('.'), out var ascii) is null ? ascii : key;
}
