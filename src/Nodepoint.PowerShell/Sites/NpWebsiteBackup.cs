using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using Nodepoint.IspConfig;
using Nodepoint.IspConfig.Entities;

namespace Nodepoint.PowerShell;

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
        var call = new PanelCall("sites_web_domain_backup_list", writer =>
        {
            if (site is not null) writer.WriteNumber("site_id", site.Id);
        });
        var found = new List<WebsiteBackup>();
        await foreach (var backup in Connection.StreamAsync(call, WebsiteBackup.Read, cancel).ConfigureAwait(false))
            if (type is null || backup.Type == type) found.Add(backup);
        foreach (var backup in found.OrderBy(backup => backup.Created)) row.Write(backup with { Website = await NameAsync(backup.WebsiteId, site, cancel).ConfigureAwait(false) });
    }

    private async Task<string> NameAsync(long id, Website? site, CancellationToken cancel)
        => site?.Domain ?? (await Lookup.OnceAsync("site of backup", id.ToString(CultureInfo.InvariantCulture), () => Lookup.Table(WebsiteNoun.Instance).GetAsync(id, cancel)).ConfigureAwait(false))?.Domain ?? "";
}

/// <summary>The base of the cmdlets that ask a server to do something with a backup (sites_web_domain_backup).</summary>
public abstract class WebsiteBackupCommand : BulkCommand
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
        Enqueue(id, (row, cancel) => AskAsync(row, id, name, cancel));
    }

    private async Task AskAsync(Row row, long id, string name, CancellationToken cancel)
    {
        if (id < 1) throw PanelException.NotFound("sites_web_domain_backup", $"backup number {id.ToString(CultureInfo.InvariantCulture)}");
        var call = new PanelCall("sites_web_domain_backup", writer =>
        {
            writer.WriteNumber("primary_id", id);
            writer.WriteString("action_type", ActionType);
        });
        await Connection.CallAsync(call, static (ref Utf8JsonReader _) => true, cancel).ConfigureAwait(false);
        row.Verbose($"{name}: {Next}");
    }
}

/// <summary>Asks a server to put a backup back in place; what is there now is overwritten.</summary>
[Cmdlet(VerbsData.Restore, "NpWebsiteBackup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RestoreNpWebsiteBackupCommand : WebsiteBackupCommand
{
    private protected override string ActionType => "backup_restore";

    private protected override string Action => "Restore the backup over what is there now";

    private protected override string Next => "the server restores it at its next run.";
}

/// <summary>Asks a server to remove a backup.</summary>
[Cmdlet(VerbsCommon.Remove, "NpWebsiteBackup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
public sealed class RemoveNpWebsiteBackupCommand : WebsiteBackupCommand
{
    private protected override string ActionType => "backup_delete";

    private protected override string Action => "Remove the backup";

    private protected override string Next => "the server removes it at its next run.";
}

/// <summary>Asks a server to lay a copy of a backup into the website's backup directory, where its FTP users can fetch it.</summary>
[Cmdlet(VerbsData.Export, "NpWebsiteBackup", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class ExportNpWebsiteBackupCommand : WebsiteBackupCommand
{
    private protected override string ActionType => "backup_download";

    private protected override string Action => "Lay a copy of the backup into the website's backup directory";

    private protected override string Next => "the server lays it into the website's backup directory at its next run.";
}
