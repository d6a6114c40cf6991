using System.Globalization;
using System.Management.Automation;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Servers;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Servers;

/// <summary>Sets the owner and the permissions of a record in the panel's database.</summary>
[Cmdlet(VerbsCommon.Set, "NpRecordPermission", DefaultParameterSetName = "Record", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
[Journaled]
public sealed partial class SetNpRecordPermissionCommand : PanelCommand
{
    // The parameters that name the record.
    private static readonly string[] Names = [nameof(Record), nameof(Table), nameof(IdColumn), nameof(Id)];

    /// <summary>The record from a Get cmdlet.</summary>
    [Parameter(ParameterSetName = "Record", Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public PanelObject? Record { get; set; }

    /// <summary>The table of the panel's database.</summary>
    [Parameter(ParameterSetName = "Table", Mandatory = true)]
    [ArgumentCompleter(typeof(TableCompleter))]
    public string? Table { get; set; }

    /// <summary>The column with the record's ID.</summary>
    [Parameter(ParameterSetName = "Table", Mandatory = true)]
    public string? IdColumn { get; set; }

    /// <summary>The record's ID. The panel does not report a record that does not exist, so this cmdlet cannot either.</summary>
    [Parameter(ParameterSetName = "Table", Mandatory = true)]
    [ValidateRange(1, long.MaxValue)]
    public long Id { get; set; } = 1;

    /// <summary>The new owner: the user name or ID of a client. The record gets the client's user and group.</summary>
    [Parameter]
    [ReferenceInput<Client>]
    [ArgumentCompleter(typeof(KeyCompleter<Client>))]
    public Reference<Client>? Client { get; set; }

    /// <summary>The ID of the panel user that becomes the owner.</summary>
    [Parameter]
    public long? UserId { get; set; }

    /// <summary>The ID of the group that becomes the owner.</summary>
    [Parameter]
    public long? GroupId { get; set; }

    /// <summary>The permissions of the user, as letters: r (read), i (insert), u (update), and d (delete).</summary>
    [Parameter]
    [AllowEmptyString]
    public string? UserPermission { get; set; }

    /// <summary>The permissions of the group, as letters: r (read), i (insert), u (update), and d (delete).</summary>
    [Parameter]
    [AllowEmptyString]
    public string? GroupPermission { get; set; }

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        base.BeginCommand();
        Runner.Missing = Missing;
    }

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        var noun = Record is null ? null : PanelNouns.All.FirstOrDefault(known => known.RecordType == Record.GetType());
        var (table, column, id) = Record is null ? (Table!, IdColumn!, Id) : (noun?.Table ?? "dns_rr", noun?.IdColumn ?? "id", Record.Id);
        var target = Record is null ? $"{table} {id.ToString(CultureInfo.InvariantCulture)}" : $"{noun?.Title ?? "record"} {Record}";
        var key = $"{table} {id.ToString(CultureInfo.InvariantCulture)}";
        if (Client is null && UserId is null && GroupId is null && UserPermission is null && GroupPermission is null)
        {
            Runner.Refuse(Record, key, new ErrorRecord(new PSArgumentException($"No change is specified for {target}. Use at least one of -Client, -UserId, -GroupId, -UserPermission, and -GroupPermission."), "NothingGiven", ErrorCategory.InvalidArgument, Record), new RowSubject(key) { Covered = Names });
            return;
        }

        (string Name, object? Value)[] changes = [(nameof(Client), Client), (nameof(UserId), UserId), (nameof(GroupId), GroupId), (nameof(UserPermission), UserPermission), (nameof(GroupPermission), GroupPermission)];
        var action = $"Set {string.Join(", ", changes.Where(change => change.Value is not null).Select(change => string.Create(CultureInfo.InvariantCulture, $"{change.Name} to '{change.Value}'")))}";
        Runner.Run(WorkOn(Record ?? (object)target, target, table, column, id, action));
    }

    private IEnumerable<MissingRow> Missing(string subject)
    {
        var place = subject.LastIndexOf(' ');
        if (place < 1 || !long.TryParse(subject.AsSpan(place + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return [];
        return [new MissingRow(WorkOn(subject, subject, subject[..place], IdColumn ?? "", id, ""), CommandLineWith())];
    }

    private RowWork WorkOn(object subject, string target, string table, string column, long id, string action)
    {
        var key = $"{table} {id.ToString(CultureInfo.InvariantCulture)}";
        var (client, requested) = (Client, new RecordPermission(UserId, GroupId, UserPermission, GroupPermission));
        return new RowWork(subject, key, async (row, cancel) =>
        {
            var permissions = new RecordPermissions(row.Panel.Connection);
            var permission = client is null ? requested : await WithOwnerAsync(row, requested, client, permissions, cancel).ConfigureAwait(false);
            await row.Panel.Sender.RepeatAsync(row, target, token => permissions.SetAsync(table, column, id, permission, token), cancel).ConfigureAwait(false);
            row.Keep(id);
            row.Verbose($"Owner and permissions of {target} were set.");
        })
        {
            About = new RowSubject(key) { Covered = Names },
            FinishAsync = (row, cancel) => IsSetAsync(row, table, id, client, requested, cancel),
            What = target,
            Action = action,
            Subject = key,
            PlanAsync = (row, cancel) => PlanAsync(row, target, table, column, id, client, requested, cancel),
            IsPlannedInOrder = true,
        };
    }

    private static async Task<bool> IsSetAsync(Row row, string table, long id, Reference<Client>? client, RecordPermission requested, CancellationToken cancel)
    {
        var permissions = new RecordPermissions(row.Panel.Connection);
        var wanted = client is null ? requested : await WithOwnerAsync(row, requested, client, permissions, cancel).ConfigureAwait(false);
        var (current, _) = await permissions.ReadAsync(table, id, null, cancel).ConfigureAwait(false);
        row.Keep(id);
        return current is not null && (wanted.UserId ?? current.UserId) == current.UserId && (wanted.GroupId ?? current.GroupId) == current.GroupId
            && (wanted.OfUser ?? current.OfUser) == current.OfUser && (wanted.OfGroup ?? current.OfGroup) == current.OfGroup;
    }

    private static async Task<WritePlan> PlanAsync(Row row, string target, string table, string column, long id, Reference<Client>? client, RecordPermission requested, CancellationToken cancel)
    {
        var permissions = new RecordPermissions(row.Panel.Connection);
        var permission = client is null ? requested : await WithOwnerAsync(row, requested, client, permissions, cancel).ConfigureAwait(false);
        var call = RecordPermissions.SetCall(table, column, id, permission);
        var (current, exists) = await permissions.ReadAsync(table, id, row.Panel.Lookup.Preview, cancel).ConfigureAwait(false);
        if (exists is false) return new PlainPlan(target, "Change nothing, because it does not exist on the panel");
        (string Name, string? From, string? To)[] changes =
        [
            (nameof(UserId), Text(current?.UserId), Text(permission.UserId)), (nameof(GroupId), Text(current?.GroupId), Text(permission.GroupId)),
            (nameof(UserPermission), current?.OfUser, permission.OfUser), (nameof(GroupPermission), current?.OfGroup, permission.OfGroup),
        ];
        var changed = changes.Where(change => change.To is not null && change.To != change.From).Select(change => ChangeText.Of(change.Name, change.From, change.To!)).ToArray();
        if (changed.Length == 0) return new PlainPlan(target, PlainPlan.Nothing);
        return new PlainPlan(target, $"Set {string.Join(", ", changed)}{(client is null ? "" : $" (client {client})")}", new PlannedCall(target, call));
    }

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static async Task<RecordPermission> WithOwnerAsync(Row row, RecordPermission requested, Reference<Client> client, RecordPermissions permissions, CancellationToken cancel)
    {
        var found = await row.Panel.Lookup.FindAsync(ClientNoun.Instance, client, cancel).ConfigureAwait(false);
        var (user, group) = await permissions.OfClientAsync(found, cancel).ConfigureAwait(false);
        return requested with { UserId = requested.UserId ?? user, GroupId = requested.GroupId ?? group };
    }
}
