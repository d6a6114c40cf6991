using System.Globalization;
using System.Management.Automation;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Sites;
using Nodepoint.PowerShell.Bases;

namespace Nodepoint.PowerShell.Sites;

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
