using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Mail;

/// <summary>The change of a mail domain's key, with the changes of its TXT records before or after it.</summary>
/// <param name="action">What is done, in words.</param>
/// <param name="nothing">What is said if there is nothing to do.</param>
/// <param name="setting">The change of the mail domain.</param>
/// <param name="records">The changes of the records.</param>
/// <param name="isFirst">Whether the records are changed before the mail domain.</param>
internal sealed class DkimPlan(string action, string nothing, WritePlan<MailDomain> setting, IReadOnlyList<WritePlan<DnsRecord>> records, bool isFirst) : WritePlan<MailDomain>
{
    /// <inheritdoc/>
    public override string Subject => setting.Subject;

    /// <inheritdoc/>
    public override string Target => setting.Target;

    /// <inheritdoc/>
    internal override IEnumerable<Panel.PanelCall> Changes => setting.Changes;

    // Without the key, the records are what follows.
    /// <inheritdoc/>
    internal override bool IsCarriedOut => isFirst ? IsEmpty : setting.IsCarriedOut;

    /// <inheritdoc/>
    public override string Action => IsEmpty ? nothing : action;

    /// <inheritdoc/>
    public override IReadOnlyList<PlannedCall> Calls => isFirst ? [.. records.SelectMany(plan => plan.Calls), .. setting.Calls] : [.. setting.Calls, .. records.SelectMany(plan => plan.Calls)];

    /// <summary>What was done, for the log.</summary>
    public required string Report { get; init; }

    /// <inheritdoc/>
    internal override async Task CheckAsync(IWriteLog log, CancellationToken cancel)
    {
        await setting.CheckAsync(log, cancel).ConfigureAwait(false);
        foreach (var plan in records) await plan.CheckAsync(log, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    internal override async Task ReserveAsync(IWriteLog log, CancellationToken cancel)
    {
        await setting.ReserveAsync(log, cancel).ConfigureAwait(false);
        foreach (var plan in records) await plan.ReserveAsync(log, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task<WriteResult<MailDomain>> CarryOutAsync(IWriteLog log, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(log);
        if (isFirst) await WriteRecordsAsync(log, cancel).ConfigureAwait(false);
        var result = await setting.CarryOutAsync(log, cancel).ConfigureAwait(false);
        log.Verbose(Report);
        if (!isFirst) await WriteRecordsAsync(log, cancel).ConfigureAwait(false);
        return result;
    }

    private async Task WriteRecordsAsync(IWriteLog log, CancellationToken cancel)
    {
        foreach (var plan in records) await plan.CarryOutAsync(log, cancel).ConfigureAwait(false);
    }
}
