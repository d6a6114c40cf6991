using System.Globalization;
using System.Management.Automation;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Servers;
using Nodepoint.IspConfig.Sites;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Sites;

/// <summary>The base of the cmdlets that request an action on a website's backup from its server (sites_web_domain_backup).</summary>
public abstract class WebsiteBackupCommand : BackupCommand
{
    /// <summary>The ID of the backup, or a backup from Get-NpWebsiteBackup.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public long Id { get; set; }

    /// <summary>The object from the pipeline, which says on which panel it is, even if its other parameters are bound by property name.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The file name of the backup, for messages; from the pipeline.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, DontShow = true)]
    public string? FileName { get; set; }

    /// <summary>The panel's word for the action.</summary>
    private protected abstract string ActionType { get; }

    /// <summary>The action, for -WhatIf and -Confirm.</summary>
    private protected abstract string Action { get; }

    /// <summary>What the server is going to do, for -Verbose.</summary>
    private protected abstract string Next { get; }

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        var name = MyInvocation.BoundParameters.ContainsKey(nameof(FileName)) && FileName is { Length: > 0 } file ? file : $"backup {Id.ToString(CultureInfo.InvariantCulture)}";
        Runner.Run(WorkOn(Id, name, Id));
    }

    private protected override async Task<bool> ExistsAsync(Row row, long id, CancellationToken cancel)
        => (await AllAsync(row.Panel.Lookup, cancel).ConfigureAwait(false)).Any(one => one.Id == id);

    private protected override async Task<IReadOnlyCollection<long>> ListAsync(PanelLookup lookup, CancellationToken cancel)
        => [.. (await new WebsiteBackups(lookup).ListAsync(null, cancel).ConfigureAwait(false)).Select(static one => one.Id)];

    private protected override async Task<BackupRequest?> DescribeAsync(PanelLookup lookup, long id, CancellationToken cancel)
    {
        if ((await AllAsync(lookup, cancel).ConfigureAwait(false)).FirstOrDefault(one => one.Id == id) is not { } backup) return null;
        var folder = (await lookup.Table(WebsiteNoun.Instance).GetAsync(backup.WebsiteId, cancel).ConfigureAwait(false))?.DocumentRoot;
        return new BackupRequest(id, Asked) { Owner = backup.Website, FileName = backup.FileName, Path = string.IsNullOrEmpty(folder) ? "" : $"{folder}/backup/{backup.FileName}", ServerId = backup.ServerId };
    }

    private protected override RowWork WorkOn(long id, string name, object target)
    {
        var place = NextPlace();
        return new RowWork(target, id.ToString(CultureInfo.InvariantCulture), async (row, cancel) =>
        {
            if (id < 1) throw PanelException.NotFound("sites_web_domain_backup", name);
            row.Keep(id);
            await RequestAsync(row, place, id, name, Next, WebsiteBackups.AskCall(id, ActionType), cancel).ConfigureAwait(false);
        })
        {
            About = About(id),
            FinishAsync = Finish(id),
            IsRepeatable = Repeats,
            What = name,
            Action = Action,
            PlanAsync = async (row, cancel) =>
            {
                if (id < 1) throw PanelException.NotFound("sites_web_domain_backup", name);
                var backup = (await AllAsync(row.Panel.Lookup, cancel).ConfigureAwait(false)).FirstOrDefault(one => one.Id == id && one.ServerId > 0);
                return Plan(row, backup is null ? null : string.Create(CultureInfo.InvariantCulture, $"backup {backup.FileName} (ID {id}) of {(backup.Website.Length > 0 ? $"website {backup.Website}" : $"website ID {backup.WebsiteId}")}"), Action, WebsiteBackups.AskCall(id, ActionType), id, ActionType);
            },
            IsPlannedInOrder = true,
        };
    }

    private static Task<IReadOnlyList<WebsiteBackup>> AllAsync(PanelLookup lookup, CancellationToken cancel)
        => lookup.OnceAsync("backups", "web", () => new WebsiteBackups(lookup).ListAsync(null, cancel));
}
