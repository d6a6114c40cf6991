using System.Management.Automation;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Mail.Spf;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Dns;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Mail;

/// <summary>Removes the SPF policy of a domain: its TXT record from the zone.</summary>
[Cmdlet(VerbsCommon.Remove, "NpSpf", SupportsShouldProcess = true)]
[Journaled]
public sealed partial class RemoveNpSpfCommand : DomainPolicyCommand
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => Runner.Run(WorkOn(Domain));

    private protected override RowWork MissingWork(Reference<MailDomain> domain) => WorkOn(domain);

    private static RowWork WorkOn(Reference<MailDomain> domain)
    {
        var about = SubjectOf(domain);
        return new RowWork(domain, domain.ToString(), async (row, cancel) => row.Keep((await (await PlanAsync(row, domain, cancel).ConfigureAwait(false)).CarryOutAsync(row, cancel).ConfigureAwait(false)).Record?.Id ?? 0))
        {
            About = about,
            FinishAsync = async (row, cancel) => await FinishedRow.TryAsync(row, await PlanAsync(row, domain, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false),
            What = $"SPF policy of {domain}",
            Action = "Remove SPF policy",
            PlanAsync = async (row, cancel) => await PlanAsync(row, domain, cancel).ConfigureAwait(false),
            IsPlannedInOrder = true,
            Subject = about.Text,
        };
    }

    private protected override object CreateWriter(CommandPanel panel) => new SpfWriter(new DnsRecordWriter(panel.Lookup, SerialRaiser.Attach(Runner, panel), WriteOptions.Default), DnsResolver.None);

    private static async Task<WritePlan<DnsRecord>> PlanAsync(Row row, Reference<MailDomain> domain, CancellationToken cancel)
        => await ((SpfWriter)row.Panel.Writer!).PlanRemovalAsync(await NameOfAsync(row, domain, cancel).ConfigureAwait(false), row, cancel).ConfigureAwait(false);
}
