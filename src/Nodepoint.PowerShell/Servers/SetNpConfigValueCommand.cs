using System.Management.Automation;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Servers;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Servers;

/// <summary>Keeps a value on the panel for scripts.</summary>
[Cmdlet(VerbsCommon.Set, "NpConfigValue", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class SetNpConfigValueCommand : ConfigValueCommand
{
    /// <summary>The value; not empty.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    public string Value { get; set; } = "";

    /// <summary>Replace sets it in any case, Add only where there is none yet, Update only where there is one.</summary>
    [Parameter]
    public ConfigValueMode Mode { get; set; }

    /// <summary>What was given, the value by its name alone: scripts keep anything there, secrets too.</summary>
    protected override IEnumerable<KeyValuePair<string, object?>> GivenValues => base.GivenValues.Select(one => one.Key == nameof(Value) ? new(one.Key, null) : one);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var (value, mode) = (new ConfigValue(Group, Name, Value), Mode);
        if (!ShouldProcess(value.ToString(), "Set value")) return;
        Enqueue(value, value.ToString(), (row, cancel) => mode == ConfigValueMode.Add ? AddAsync(row, value, cancel) : SetAsync(row, value, mode, cancel), subject: value.ToString());
    }

    private async Task SetAsync(Row row, ConfigValue value, ConfigValueMode mode, CancellationToken cancel)
    {
        await RepeatAsync(row, $"value {value}", token => Values.SetAsync(value, mode, token), cancel).ConfigureAwait(false);
        row.Verbose($"value {value} was set.");
    }

    private async Task AddAsync(Row row, ConfigValue value, CancellationToken cancel)
    {
        if (row.MayBeDone && await FindSameAsync(value, cancel).ConfigureAwait(false) is not null)
        {
            row.Verbose($"value {value} was set by an earlier run.");
            return;
        }

        await ResolveAsync(row, $"value {value}", async token =>
        {
            await Values.SetAsync(value, ConfigValueMode.Add, token).ConfigureAwait(false);
            return value;
        }, token => FindSameAsync(value, token), cancel).ConfigureAwait(false);
        row.Verbose($"value {value} was set.");
    }

    private async Task<ConfigValue?> FindSameAsync(ConfigValue wanted, CancellationToken cancel)
    {
        var there = await Values.GetAsync(wanted.Group, wanted.Name, cancel).ConfigureAwait(false);
        return there is null || there.Value == wanted.Value ? there
            : throw new PanelException(FaultKind.Conflict, "config_value_add", $"Value {wanted} is there, but not as this row has it, so somebody else may have set it. Look at it with Get-NpConfigValue, then set it with -Mode Update.");
    }
}
