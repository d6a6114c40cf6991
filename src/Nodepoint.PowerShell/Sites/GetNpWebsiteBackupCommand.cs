using System.Management.Automation;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Sites;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Sites;

/// <summary>Shows the backups of websites that their servers keep.</summary>
[Cmdlet(VerbsCommon.Get, "NpWebsiteBackup")]
[OutputType(typeof(WebsiteBackup))]
public sealed class GetNpWebsiteBackupCommand : BulkCommand
{
    /// <summary>Only of this website: its domain, its number, or the website itself. Left out, of all websites.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Domain")]
    [ArgumentCompleter(typeof(KeyCompleter<Website>))]
    public Reference<Website>? Website { get; set; }

    /// <summary>Only what it is of: files or databases.</summary>
    [Parameter]
    public WebsiteBackupType? Type { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var (reference, type) = (Website, Type);
        Enqueue(reference, (row, cancel) => ShowAsync(row, reference, type, cancel));
    }

    private async Task ShowAsync(Row row, Reference<Website>? reference, WebsiteBackupType? type, CancellationToken cancel)
    {
        var site = reference is null ? null : await Lookup.FindAsync(WebsiteNoun.Instance, reference, cancel).ConfigureAwait(false);
        foreach (var backup in await new WebsiteBackups(Lookup).ListAsync(site, cancel).ConfigureAwait(false))
            if (type is null || backup.Type == type) row.Write(backup);
    }
}
