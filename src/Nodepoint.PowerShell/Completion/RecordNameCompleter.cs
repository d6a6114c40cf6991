using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;

namespace Nodepoint.PowerShell.Completion;

/// <summary>Completes the names of the DNS records in the zone that the line names. Get-NpDnsRecord reads them as patterns.</summary>
public sealed class RecordNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        if (fakeBoundParameters?["Zone"]?.ToString() is not { Length: > 0 } zone) return [];
        var isPattern = commandName.EndsWith("DnsRecord", StringComparison.OrdinalIgnoreCase);
        return PanelCompletion.Find(new CompletionWord(wordToComplete, isPattern), fakeBoundParameters, NameSource.OfAll($"names in zone {zone}", (connection, cancel) => ReadAsync(connection, zone, cancel)));
    }

    private static async Task<IEnumerable<PanelName>> ReadAsync(PanelConnection connection, string zone, CancellationToken cancel)
    {
        if (await new PanelTable<DnsZone>(connection, DnsZoneNoun.Instance).GetByKeyAsync(zone, cancel).ConfigureAwait(false) is not [var found]) return [];
        var records = await new DnsRecordTable(connection).OfZoneAsync(found, cancel).ConfigureAwait(false);
        return records.GroupBy(static record => record.Name, StringComparer.OrdinalIgnoreCase).Select(static same => new PanelName(same.Key, string.Join(", ", same.Select(static record => record.Type).Distinct())));
    }
}
