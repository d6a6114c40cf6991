using System.Management.Automation;
using Nodepoint.IspConfig.Servers;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;

namespace Nodepoint.PowerShell.Servers;

/// <summary>Gets the changes that the panel has logged for its servers, oldest first.</summary>
[Cmdlet(VerbsCommon.Get, "NpDataLog", DefaultParameterSetName = "Since")]
[OutputType(typeof(DataLogEntry))]
public sealed class GetNpDataLogCommand : PanelCommand
{
    /// <summary>The time of the first entry. The default is one hour ago.</summary>
    [Parameter(ParameterSetName = "Since", Position = 0)]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Only entries after the entry with this ID.</summary>
    [Parameter(ParameterSetName = "After", Mandatory = true)]
    [ValidateRange(1, long.MaxValue)]
    public long After { get; set; } = 1;

    /// <summary>The ID of a single entry.</summary>
    [Parameter(ParameterSetName = "Id", Mandatory = true, ValueFromPipeline = true)]
    [ValidateRange(1, long.MaxValue)]
    public long Id { get; set; } = 1;

    /// <summary>Only entries for these tables of the panel's database; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TableCompleter))]
    public string[]? Table { get; set; }

    /// <summary>Only entries with these actions.</summary>
    [Parameter]
    public DataLogAction[]? Action { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        if (!TryRun(null, ReadAsync, out var entries)) return;
        var tables = NameFilter.Of(Table);
        foreach (var entry in entries)
            if (tables.Matches(entry.Table) && (Action is null || Action.Contains(entry.Action))) WriteObject(entry);
    }

    // The panel returns the newest first and cannot page, so all entries have to be read before the oldest is returned.
    private async Task<List<DataLogEntry>> ReadAsync(CancellationToken cancel)
    {
        var log = new DataLog(Connection);
        var found = new List<DataLogEntry>();
        var reading = ParameterSetName switch
        {
            "Id" => log.OneAsync(Id, cancel),
            "After" => log.AfterAsync(After, cancel),
            _ => log.SinceAsync(Since ?? Connection.Time.GetUtcNow().AddHours(-1), cancel),
        };
        await foreach (var entry in reading.ConfigureAwait(false)) found.Add(entry);
        found.Sort((a, b) => a.Id.CompareTo(b.Id));
        return found;
    }
}
