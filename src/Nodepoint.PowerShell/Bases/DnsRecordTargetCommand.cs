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
    private RowNotices? _notices;
    private RowShape? _shape;

    /// <summary>Whether columns that the cmdlet does not use are not warned of.</summary>
    private protected virtual bool IgnoresUnknownColumns => true;

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
    protected override void BeginCommand()
    {
        base.BeginCommand();
        _notices = new RowNotices(this, NewNpDnsRecordCommand.FromRows, IgnoresUnknownColumns);
        Runner.Specified = () => MyInvocation.BoundParameters.Where(one => one.Key != nameof(Record)).Concat(_row?.Values().Where(one => one.Key == nameof(Record) || !MyInvocation.BoundParameters.ContainsKey(one.Key)) ?? [])!;
        Runner.Token = () => InputObject?.Properties[FailedRows.Token]?.Value as string;
    }

    /// <inheritdoc/>
    protected override void EndCommand()
    {
        base.EndCommand();
        _notices?.End();
    }

    // Rows of one source have the same columns.
    private RowShape Shape(PSObject row)
    {
        PSPropertyInfo[] columns = [.. row.Properties];
        return _shape is { } known && known.Fits(columns) ? known : _shape = new RowShape(NewNpDnsRecordCommand.FromRows, columns);
    }

    /// <summary>Reads which record the current row is about.</summary>
    /// <param name="row">The row.</param>
    /// <returns>Whether it can be read; if not, the row is refused, or skipped because it is empty.</returns>
    private protected bool TryReadRow(out DnsRecordRow row)
    {
        row = null!;
        if (_notices!.IsEmpty(InputObject, RowReader.ColumnsOf(InputObject)))
        {
            Runner.Skip();
            return false;
        }

        if (InputObject?.BaseObject is PSCustomObject) _notices.WarnOfUnknown(Shape(InputObject));
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
