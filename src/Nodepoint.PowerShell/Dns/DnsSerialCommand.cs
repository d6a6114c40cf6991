using System.Management.Automation;
using Nodepoint.IspConfig.Bulk;
using Nodepoint.IspConfig.Dns;
using Nodepoint.PowerShell.Bases;

namespace Nodepoint.PowerShell.Dns;

/// <summary>The base of the cmdlets that change what is in zones: the serial of each one that was touched is raised, whatever happens to the command.</summary>
public abstract class DnsSerialCommand : WriteCommand
{
    // A command that was stopped is not to be waited for much longer.
    private static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(10);

    private readonly DnsSerialWork _serials = new();

    /// <summary>Raises the serials, those too that an earlier run was cut off before, also when the command was stopped or failed.</summary>
    protected override void Finish()
    {
        base.Finish();
        foreach (var (id, origin) in DueSerials) _serials.Touch(id, origin);
        var count = (ThrottleLimit is null ? Connection.ThrottleLimit : ThrottleLimit.Count) ?? AdaptiveLimit.First;
        if (IsEnding)
        {
            foreach (var problem in _serials.Raise(Connection, count, NoteRaised, StopToken)) Tell(problem);
            // What is left comes once more when the command is cleared away.
            if (StopToken.IsCancellationRequested) throw new PipelineStoppedException();
            return;
        }

        using var patience = new CancellationTokenSource(LastMoment);
        foreach (var problem in _serials.Raise(Connection, count, NoteRaised, patience.Token).Concat(_serials.GiveUp())) Tell(problem);
    }

    /// <summary>Notes that a zone is going to be changed.</summary>
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
        NoteRaised(zone.Id, zone.Origin);
    }
}
