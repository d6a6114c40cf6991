using System.Management.Automation;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Servers;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Servers;

/// <summary>Stores a value for scripts on the panel.</summary>
[Cmdlet(VerbsCommon.Set, "NpConfigValue", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class SetNpConfigValueCommand : ConfigValueCommand
{
    /// <summary>The value; it must not be empty.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    public string Value { get; set; } = "";

    /// <summary>Replace stores the value in any case, Add only if it does not exist, Update only if it exists.</summary>
    [Parameter]
    public ConfigValueMode Mode { get; set; }

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        base.BeginCommand();
        // A value that is not on the command line is another one for each row.
        if (CommandLine.All(static one => one.Key != nameof(Value))) Runner.Missing = null;
    }

    // Scripts may store secrets, so the value is not in the journal. The mode says how it is stored.
    private protected override IEnumerable<KeyValuePair<string, object?>> Recorded(IEnumerable<KeyValuePair<string, object?>> given) => given.Where(static one => one.Key is not (nameof(Value) or nameof(Mode)));

    private protected override RowWork WorkOn(string group, string name)
    {
        var (value, mode) = (new ConfigValue(group, name, Value), Mode);
        return new RowWork(value, value.ToString(), (row, cancel) => mode == ConfigValueMode.Add ? AddAsync(row, value, cancel) : SetAsync(row, value, mode, cancel))
        {
            FinishAsync = async (row, cancel) => (await Values(row).GetAsync(group, name, cancel).ConfigureAwait(false))?.Value == value.Value,
            What = $"value {value}",
            Action = mode switch { ConfigValueMode.Add => "Add", ConfigValueMode.Update => "Update", _ => "Set" },
            Subject = value.ToString(),
            PlanAsync = (row, cancel) => PlanAsync(row, value, mode, cancel),
            IsPlannedInOrder = true,
        };
    }

    private static async Task<WritePlan> PlanAsync(Row row, ConfigValue value, ConfigValueMode mode, CancellationToken cancel)
    {
        var existing = await Values(row).GetAsync(value.Group, value.Name, cancel).ConfigureAwait(false);
        if (mode == ConfigValueMode.Add && existing is not null) throw row.Panel.Connection.Refusal("config_value_add", "Group plus name field combination is not unique.");
        if (mode == ConfigValueMode.Update && existing is null) throw Missing(row, "config_value_update");
        // Scripts may store secrets.
        var isSecret = SecretName.Is(value.Name) || SecretName.Is(value.Group);
        var action = existing?.Value == value.Value ? "Change nothing, because it has this value already"
            : existing is null ? isSecret ? "Add" : $"Add with value {ChangeText.Quoted(value.Value)}"
            : isSecret ? "Set the value" : $"Set {ChangeText.Of("the value", existing.Value, value.Value)}";
        return new PlainPlan($"value {value}", action) { Note = () => Values(row).Preview(value.Group, value.Name, value) };
    }

    private static async Task SetAsync(Row row, ConfigValue value, ConfigValueMode mode, CancellationToken cancel)
    {
        await row.Panel.Sender.RepeatAsync(row, $"value {value}", token => Values(row).SetAsync(value, mode, token), cancel).ConfigureAwait(false);
        row.Verbose($"Value {value} was set.");
    }

    private static async Task AddAsync(Row row, ConfigValue value, CancellationToken cancel)
    {
        if (row.MayBeDone && await FindSameAsync(row, value, cancel).ConfigureAwait(false) is not null)
        {
            row.Verbose($"Value {value} was set by an earlier run.");
            return;
        }

        await row.Panel.Sender.ResolveAsync(row, $"value {value}", async token =>
        {
            await Values(row).SetAsync(value, ConfigValueMode.Add, token).ConfigureAwait(false);
            return value;
        }, token => FindSameAsync(row, value, token), cancel).ConfigureAwait(false);
        row.Verbose($"Value {value} was set.");
    }

    private static async Task<ConfigValue?> FindSameAsync(Row row, ConfigValue wanted, CancellationToken cancel)
    {
        var existing = await Values(row).GetAsync(wanted.Group, wanted.Name, cancel).ConfigureAwait(false);
        return existing is null || existing.Value == wanted.Value ? existing
            : throw new PanelException(FaultKind.Conflict, "config_value_add", $"Value {wanted} exists, but differs from this row, so someone else may have set it. Check it with Get-NpConfigValue, then set it with -Mode Update.");
    }
}
