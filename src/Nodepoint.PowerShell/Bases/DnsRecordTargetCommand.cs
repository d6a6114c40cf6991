using System.Management.Automation;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.PowerShell.Dns;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Journals;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Bases;

/// <summary>The base of the cmdlets that change or remove DNS records.</summary>
public abstract class DnsRecordTargetCommand : PanelCommand
{
    private DnsRecordRow? _row;

    /// <summary>The record from Get-NpDnsRecord, or its ID.</summary>
    [Parameter(ParameterSetName = "Record", Mandatory = true, Position = 0)]
    [ReferenceInput<DnsRecord>]
    public Reference<DnsRecord> Record { get; set; } = null!;

    /// <summary>The ID of the record.</summary>
    [Parameter(ParameterSetName = "Id", Mandatory = true)]
    [ValidateRange(1, long.MaxValue)]
    public long Id { get; set; }

    /// <summary>A record from Get-NpDnsRecord, its ID, or a row such as one from Import-Csv. A row names the record with the columns Zone, Name, Type, and Value, or with Id.</summary>
    [Parameter(ParameterSetName = "Rows", Mandatory = true, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Runner.Specified = () => MyInvocation.BoundParameters.Where(one => one.Key != nameof(Record)).Concat(_row?.Values().Where(one => one.Key == nameof(Record) || !MyInvocation.BoundParameters.ContainsKey(one.Key)) ?? [])!;
        Runner.Token = () => InputObject?.Properties[FailedRows.Token]?.Value as string;
    }

    /// <summary>Reads which record the current row is about.</summary>
    /// <param name="row">The row.</param>
    /// <returns>Whether it can be read; if not, the row is refused.</returns>
    private protected bool TryReadRow(out DnsRecordRow row)
    {
        row = null!;
        try
        {
            _row = row = ParameterSetName switch { "Id" => DnsRecordRow.Of(new Reference<DnsRecord>(Id)), "Rows" => DnsRecordRow.Read(InputObject!), _ => DnsRecordRow.Of(Record) };
            return true;
        }
        catch (RowException problem)
        {
            _row = null;
            Runner.Refuse(InputObject, RowRunner.UnreadableRow, new ErrorRecord(problem, problem.Id, ErrorCategory.InvalidArgument, InputObject));
            return false;
        }
    }

    /// <summary>Finds the record of a row on the panel.</summary>
    private protected static async Task<Reference<DnsRecord>> FindAsync(DnsRecordRow row, DnsRecordWriter writer, CancellationToken cancel)
        => row.Selector is { } selector ? await writer.FindAsync(selector, cancel).ConfigureAwait(false) : row.Reference!;
}
