using System.Security.Cryptography;
using System.Text;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.ZoneChanges;
using Nodepoint.IspConfig.Dns.ZoneFiles;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Dns;

/// <summary>The work of Sync-NpDnsZone and Import-NpDnsZone for one zone: a row of the command, which makes all changes of its zone one after another.</summary>
internal static class ZoneSyncWork
{
    /// <summary>Creates the work for a zone.</summary>
    /// <param name="zone">The zone, with a trailing dot.</param>
    /// <param name="target">The file or row, as the error's target.</param>
    /// <param name="plan">Plans the changes.</param>
    /// <param name="emit">Writes the output of the zone when it is done; null to write each change.</param>
    public static RowWork Of(string zone, object target, Func<Row, CancellationToken, Task<ZoneSyncPlan>> plan, Action<Row, DnsZone>? emit = null)
    {
        string? shown = null;
        return new RowWork(target, zone, async (row, cancel) =>
        {
            var current = await plan(row, cancel).ConfigureAwait(false);
            // What the user has agreed to.
            if (shown is not null && shown != current.Action)
                throw new PanelException(FaultKind.Conflict, "dns_rr_get_all_by_zone", $"Zone {zone} was not changed, because it has changed on panel '{row.Panel.Connection.Name}' since the changes were confirmed. Run the command again.");
            if (emit is null) current.Applied = row.Write;
            var (_, after) = await current.CarryOutAsync(row, cancel).ConfigureAwait(false);
            if (after is null) return;
            row.Keep(after.Id, () => StoredRecord.Write(DnsZoneNoun.Instance, new DnsZone(), after));
            emit?.Invoke(row, after);
        })
        {
            What = $"zone {zone.TrimEnd('.')}",
            Action = emit is null ? "Make it what the file says" : "Import",
            Subject = zone,
            About = new RowSubject(zone),
            IsRepeated = emit is null,
            Restore = emit is null ? null : static (_, stored) => StoredRecord.Read(DnsZoneNoun.Instance, new DnsZone(), stored),
            PlanAsync = async (row, cancel) =>
            {
                var current = await plan(row, cancel).ConfigureAwait(false);
                shown = current.Action;
                return current;
            },
        };
    }

    /// <summary>A text that is equal for equal zones, for the journal.</summary>
    public static string Fingerprint(WantedZone wanted)
    {
        using var text = new StringWriter { NewLine = "\n" };
        ZoneJsonWriter.Write(text, wanted.ToDocument());
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())), 0, 8);
    }
}
