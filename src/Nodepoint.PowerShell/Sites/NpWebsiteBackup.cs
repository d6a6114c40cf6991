using System.Globalization;
using System.Management.Automation;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
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

/// <summary>The base of the cmdlets that ask a server to do something with a backup (sites_web_domain_backup).</summary>
public abstract class WebsiteBackupCommand : BackupCommand
{
    /// <summary>The backup's number; a backup from Get-NpWebsiteBackup has it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public long Id { get; set; }

    /// <summary>The name of the backup's file, for messages; from the pipeline.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, DontShow = true)]
    public string? FileName { get; set; }

    /// <summary>The panel's word for what is asked for.</summary>
    private protected abstract string ActionType { get; }

    /// <summary>The same in words.</summary>
    private protected abstract string Action { get; }

    /// <summary>What happens next, in words.</summary>
    private protected abstract string Next { get; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var (id, name) = (Id, MyInvocation.BoundParameters.ContainsKey(nameof(FileName)) && FileName is { Length: > 0 } file ? file : $"backup number {Id.ToString(CultureInfo.InvariantCulture)}");
        if (!ShouldProcess(name, Action)) return;
        Enqueue(id, id.ToString(CultureInfo.InvariantCulture), async (row, cancel) =>
        {
            if (id < 1) throw PanelException.NotFound("sites_web_domain_backup", name);
            row.Keep(id);
            await AskAsync(row, name, Next, WebsiteBackups.AskCall(id, ActionType), cancel).ConfigureAwait(false);
        });
    }
}

/// <summary>Asks a server to put a backup back in place; what is there now is overwritten.</summary>
[Cmdlet(VerbsData.Restore, "NpWebsiteBackup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RestoreNpWebsiteBackupCommand : WebsiteBackupCommand
{
    private protected override string ActionType => WebsiteBackups.Restore;

    private protected override bool Repeats => false;

    private protected override string Action => "Restore the backup over what is there now";

    private protected override string Next => "the server restores it at its next run.";
}

/// <summary>Asks a server to remove a backup.</summary>
[Cmdlet(VerbsCommon.Remove, "NpWebsiteBackup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
public sealed class RemoveNpWebsiteBackupCommand : WebsiteBackupCommand
{
    private protected override string ActionType => WebsiteBackups.Remove;

    private protected override bool Removes => true;

    private protected override string Action => "Remove the backup";

    private protected override string Next => "the server removes it at its next run.";
}

/// <summary>Asks a server to lay a copy of a backup into the website's backup directory, where its FTP users can fetch it.</summary>
[Cmdlet(VerbsData.Export, "NpWebsiteBackup", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class ExportNpWebsiteBackupCommand : WebsiteBackupCommand
{
    private protected override string ActionType => WebsiteBackups.Copy;

    private protected override string Action => "Lay a copy of the backup into the website's backup directory";

    private protected override string Next => "the server lays it into the website's backup directory at its next run.";
}
