using System.Management.Automation;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Dns;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Mail;

/// <summary>Turns off DKIM signing for a mail domain: removes the key from the mail domain, then the TXT record from the zone.</summary>
[Cmdlet(VerbsCommon.Remove, "NpDkim", SupportsShouldProcess = true)]
[Journaled]
public sealed partial class RemoveNpDkimCommand : MailDomainWorkCommand
{
    /// <summary>Keeps the TXT record, so that mail in transit can still be verified.</summary>
    [Parameter]
    public SwitchParameter KeepRecord { get; set; }

    private protected override RowWork WorkOn(Reference<MailDomain> reference)
        => new(reference, reference.ToString(), (row, cancel) => RemoveAsync(row, reference, cancel))
        {
            About = RowSubject.Of(reference),
            FinishAsync = async (row, cancel) => await FinishedRow.TryAsync(row, await Writer(row).PlanRemovalAsync(reference, KeepRecord, row, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false),
            What = $"mail domain {reference}",
            Action = KeepRecord ? "Remove DKIM key" : "Remove DKIM key and TXT record",
            PlanAsync = async (row, cancel) => await Writer(row).PlanRemovalAsync(reference, KeepRecord, row, cancel).ConfigureAwait(false),
            IsPlannedInOrder = true,
            Subject = reference.ToString(),
        };

    private protected override object CreateWriter(CommandPanel panel)
        => new DkimWriter(new RecordWriter<MailDomain>(MailDomainNoun.Instance, panel.Lookup, WriteOptions.Default), new DnsRecordWriter(panel.Lookup, SerialRaiser.Attach(Runner, panel), WriteOptions.Default));

    private static DkimWriter Writer(Row row) => (DkimWriter)row.Panel.Writer!;

    private async Task RemoveAsync(Row row, Reference<MailDomain> reference, CancellationToken cancel)
    {
        var plan = await Writer(row).PlanRemovalAsync(reference, KeepRecord, row, cancel).ConfigureAwait(false);
        var (_, before) = await plan.CarryOutAsync(row, cancel).ConfigureAwait(false);
        row.Keep(before!.Id);
    }
}
