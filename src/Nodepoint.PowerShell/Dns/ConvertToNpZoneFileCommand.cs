using System.Management.Automation;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.ZoneFiles;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Errors;

namespace Nodepoint.PowerShell.Dns;

/// <summary>Converts records and zones to the text of zone files, one for each zone.</summary>
/// <remarks>The SOA record is written if a zone or a row of type SOA is in the input.</remarks>
[Cmdlet(VerbsData.ConvertTo, "NpZoneFile")]
[OutputType(typeof(string))]
public sealed class ConvertToNpZoneFileCommand : CancelableCommand
{
    private ZoneRows _rows = new();

    /// <summary>Records from Get-NpDnsRecord or ConvertFrom-NpZoneFile, zones from Get-NpDnsZone, whose records are read from their panel, or rows with Zone, Name, Type, Value, Ttl, Priority, and Active.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>The zone of rows that do not name one.</summary>
    [Parameter]
    [Alias("Origin")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(KeyCompleter<DnsZone>))]
    public string? Zone { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _rows = new ZoneRows { Zone = Zone };

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var row in InputObject)
            if (_rows.Add(row) is { } problem) WriteError(PanelErrors.Record(problem, row));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var group in _rows.Groups)
        {
            try
            {
                var document = group is { Read: { ReadFrom.Connection: { } connection } zone, Records.Count: 0 }
                    ? ZoneDocument.Of(zone, new DnsRecordTable(connection).OfZoneAsync(zone, StopToken).GetAwaiter().GetResult(), WriteWarning)
                    : group.ToWanted().ToDocument();
                using var text = new StringWriter { NewLine = "\n" };
                document.WriteMaster(text);
                WriteObject(text.ToString());
            }
            catch (OperationCanceledException) when (StopToken.IsCancellationRequested) { throw new PipelineStoppedException(); }
            catch (Exception problem) when (problem is PanelException or RuleException) { WriteError(PanelErrors.Record(problem, group.Zone)); }
        }
    }
}
