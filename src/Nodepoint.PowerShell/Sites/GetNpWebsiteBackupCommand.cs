using System.Management.Automation;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Sites;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Rows;
using Nodepoint.PowerShell.Servers;

namespace Nodepoint.PowerShell.Sites;

/// <summary>Gets the backups of websites that their servers keep.</summary>
[Cmdlet(VerbsCommon.Get, "NpWebsiteBackup")]
[OutputType(typeof(WebsiteBackup))]
[Throttled]
public sealed partial class GetNpWebsiteBackupCommand : PanelCommand
{
    private readonly EmptyQueues _queues = new();

    /// <summary>Only backups of this website: its domain, its ID, or the website itself. The default is all websites.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Domain")]
    [ReferenceInput<Website>(Columns = ["Website", "Domain"])]
    [ArgumentCompleter(typeof(KeyCompleter<Website>))]
    public Reference<Website>? Website { get; set; }

    /// <summary>Only backups of this type: files or databases.</summary>
    [Parameter]
    public WebsiteBackupType? Type { get; set; }

    /// <summary>Waits until the servers have applied all changes before the backups are listed.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>The longest time to wait with -Wait, in seconds; 0 checks once. Servers apply changes once a minute. The default is 300.</summary>
    [Parameter]
    [ValidateRange(0, 86400)]
    public int TimeoutSec { get; set; } = 300;

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        if (Wait && !_queues.Wait(this, TimeSpan.FromSeconds(TimeoutSec))) return;
        var (reference, type) = (Website, Type);
        Runner.Read(reference, (row, cancel) => WriteBackupsAsync(row, reference, type, cancel));
    }

    private static async Task WriteBackupsAsync(Row row, Reference<Website>? reference, WebsiteBackupType? type, CancellationToken cancel)
    {
        var site = reference is null ? null : await row.Panel.Lookup.FindAsync(WebsiteNoun.Instance, reference, cancel).ConfigureAwait(false);
        foreach (var backup in await new WebsiteBackups(row.Panel.Lookup).ListAsync(site, cancel).ConfigureAwait(false))
            if (type is null || backup.Type == type) row.Write(backup);
    }
}
