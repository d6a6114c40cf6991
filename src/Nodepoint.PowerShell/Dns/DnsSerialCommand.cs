using System.Management.Automation;
using Nodepoint.IspConfig.Bulk;
using Nodepoint.IspConfig.Dns;
using Nodepoint.PowerShell.Bases;

namespace Nodepoint.PowerShell.Dns;

/// <summary>The base of the cmdlets that change the content of zones. The serial of each changed zone is raised, even if the command fails or is stopped.</summary>
public abstract class DnsSerialCommand : WriteCommand
{
    // After Ctrl+C, the user should not wait much longer.
    private static readonly TimeSpan FinishTimeout = TimeSpan.FromSeconds(10);

    private readonly DnsSerialWork _serials = new();

    /// <summary>Raises the serials, including those that an interrupted run has not raised, even if the command was stopped or failed.</summary>
    protected override void Finish()
    {
        base.Finish();
        foreach (var (id, origin) in DueSerials) _serials.Touch(id, origin);
        var count = (ThrottleLimit is null ? Connection.ThrottleLimit : ThrottleLimit.Count) ?? AdaptiveLimit.First;
        if (IsEnding)
        {
            foreach (var problem in _serials.Raise(Connection, count, RecordRaisedSerial, StopToken)) WarnAtEnd(problem);
            // The remaining serials are raised when the command is disposed.
            if (StopToken.IsCancellationRequested) throw new PipelineStoppedException();
            return;
        }

        using var timeout = new CancellationTokenSource(FinishTimeout);
        foreach (var problem in _serials.Raise(Connection, count, RecordRaisedSerial, timeout.Token).Concat(_serials.Abandon())) WarnAtEnd(problem);
    }

    /// <summary>Records that a zone is going to be changed.</summary>
    internal Task TouchAsync(DnsZone zone)
    {
        _serials.Touch(zone.Id, zone.Origin);
        return NoteDueAsync(zone.Id, zone.Origin);
    }

    /// <summary>Raises the serial of a zone now rather than at the end of the command.</summary>
    internal async Task RaiseAsync(DnsZone zone, CancellationToken cancel)
    {
        await DnsZoneNoun.RaiseSerialAsync(zone.Id, Connection, cancel).ConfigureAwait(false);
        _serials.Forget(zone.Id);
        RecordRaisedSerial(zone.Id, zone.Origin);
    }
}
