using System.Globalization;
using System.Management.Automation;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Servers;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;

namespace Nodepoint.PowerShell.Servers;

/// <summary>Sets who owns a row of the panel's database and who may do what with it.</summary>
[Cmdlet(VerbsCommon.Set, "NpRecordPermission", DefaultParameterSetName = "Record", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class SetNpRecordPermissionCommand : WriteCommand
{
    /// <summary>The record, from a Get cmdlet.</summary>
    [Parameter(ParameterSetName = "Record", Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public PanelObject? Record { get; set; }

    /// <summary>The table of the panel's database.</summary>
    [Parameter(ParameterSetName = "Table", Mandatory = true)]
    public string? Table { get; set; }

    /// <summary>The column of the row's number.</summary>
    [Parameter(ParameterSetName = "Table", Mandatory = true)]
    public string? IdColumn { get; set; }

    /// <summary>The row's number. The panel says nothing of a row that is not there, so neither can this cmdlet.</summary>
    [Parameter(ParameterSetName = "Table", Mandatory = true)]
    [ValidateRange(1, long.MaxValue)]
    public long Id { get; set; } = 1;

    /// <summary>The client that shall own it, by its user and its group: its user name or number.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(KeyCompleter<Client>))]
    public Reference<Client>? Client { get; set; }

    /// <summary>The number of the panel user that shall own it.</summary>
    [Parameter]
    public long? UserId { get; set; }

    /// <summary>The number of the group that shall own it.</summary>
    [Parameter]
    public long? GroupId { get; set; }

    /// <summary>What the user may do: letters of r (read), i (insert), u (update), d (delete).</summary>
    [Parameter]
    [AllowEmptyString]
    public string? UserPermission { get; set; }

    /// <summary>What the group may do: letters of r (read), i (insert), u (update), d (delete).</summary>
    [Parameter]
    [AllowEmptyString]
    public string? GroupPermission { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var noun = Record is null ? null : PanelNouns.All.FirstOrDefault(known => known.RecordType == Record.GetType());
        var (table, column, id) = Record is null ? (Table!, IdColumn!, Id) : (noun?.Table ?? "dns_rr", noun?.IdColumn ?? "id", Record.Id);
        var target = Record is null ? $"{table} {id.ToString(CultureInfo.InvariantCulture)}" : $"{noun?.Title ?? "record"} {Record}";
        var key = $"{table} {id.ToString(CultureInfo.InvariantCulture)}";
        if (Client is null && UserId is null && GroupId is null && UserPermission is null && GroupPermission is null)
        {
            Refuse(Record, key, new ErrorRecord(new PSArgumentException($"Nothing to set was given for {target}. Name at least one of -Client, -UserId, -GroupId, -UserPermission, -GroupPermission."), "NothingGiven", ErrorCategory.InvalidArgument, Record));
            return;
        }

        if (!ShouldProcess(target, "Set owner and permissions")) return;
        var (client, wish) = (Client, new RecordPermission(UserId, GroupId, UserPermission, GroupPermission));
        Enqueue(Record ?? (object)target, key, async (row, cancel) =>
        {
            var permissions = new RecordPermissions(Connection);
            var permission = client is null ? wish : await WithOwnerAsync(wish, client, permissions, cancel).ConfigureAwait(false);
            await RepeatAsync(row, target, token => permissions.SetAsync(table, column, id, permission, token), cancel).ConfigureAwait(false);
            row.Keep(id);
            row.Verbose($"{target}: owner and permissions were set.");
        }, subject: key);
    }

    private async Task<RecordPermission> WithOwnerAsync(RecordPermission wish, Reference<Client> client, RecordPermissions permissions, CancellationToken cancel)
    {
        var found = await Lookup.FindAsync(ClientNoun.Instance, client, cancel).ConfigureAwait(false);
        var (user, group) = await permissions.OfClientAsync(found, cancel).ConfigureAwait(false);
        return wish with { UserId = wish.UserId ?? user, GroupId = wish.GroupId ?? group };
    }
}
