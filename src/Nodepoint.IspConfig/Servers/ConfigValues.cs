using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Preview;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Servers;

/// <summary>A value that scripts store on the panel, separate from the panel's own settings (sys_config).</summary>
/// <param name="Group">The group, up to 64 characters.</param>
/// <param name="Name">The name within the group, up to 64 characters.</param>
/// <param name="Value">The value.</param>
public sealed record ConfigValue(string Group, string Name, string Value) : IPanelResult
{
    PanelOrigin IPanelResult.Origin { get; set; }

    /// <summary>Returns group and name, never the value.</summary>
    /// <returns>Group and name.</returns>
    public override string ToString() => $"{Group}/{Name}";
}

/// <summary>How a value is set.</summary>
public enum ConfigValueMode
{
    /// <summary>Adds or replaces the value (config_value_replace).</summary>
    Replace,

    /// <summary>Adds the value; fails if it exists (config_value_add).</summary>
    Add,

    /// <summary>Changes the value; fails if it does not exist (config_value_update).</summary>
    Update,
}

/// <summary>The values that scripts store on a panel.</summary>
/// <param name="connection">The panel.</param>
public sealed class ConfigValues(PanelConnection connection)
{
    /// <summary>What a preview would have changed; null if what is read is what the panel has.</summary>
    internal PreviewTables? Tables { get; init; }

    /// <summary>Reads a value (config_value_get).</summary>
    /// <param name="group">The group.</param>
    /// <param name="name">The name.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The value; null if it does not exist.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public Task<ConfigValue?> GetAsync(string group, string name, CancellationToken cancel)
        => Tables?.TryRecall<ConfigValue>("config value", $"{group}/{name}", out var previewed) == true ? Task.FromResult(previewed) : connection.CallAsync(Call("config_value_get", group, name, null), (ref Utf8JsonReader reader) =>
        {
            var row = PanelRow.Read(ref reader);
            return row.Count == 0 ? null : new ConfigValue(row.Text("group"), row.Text("name"), row.Text("value"));
        }, cancel);

    /// <summary>Notes for a preview that a value was set, or removed if it is null.</summary>
    internal void Preview(string group, string name, ConfigValue? value) => Tables?.Remember("config value", $"{group}/{name}", value);

    /// <summary>Sets a value.</summary>
    /// <param name="value">The value; it must not be empty, because the panel does not accept an empty value.</param>
    /// <param name="mode">Whether the value may or must exist.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>A task that completes when the value is set.</returns>
    /// <exception cref="PanelException">The value exists or does not exist contrary to the mode, or the panel refuses or cannot be reached.</exception>
    public Task SetAsync(ConfigValue value, ConfigValueMode mode, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(value);
        var function = mode switch { ConfigValueMode.Add => "config_value_add", ConfigValueMode.Update => "config_value_update", _ => "config_value_replace" };
        return DoAsync(Call(function, value.Group, value.Name, value.Value), cancel);
    }

    /// <summary>Removes a value (config_value_delete).</summary>
    /// <param name="group">The group.</param>
    /// <param name="name">The name.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>A task that completes when the value is removed.</returns>
    /// <exception cref="PanelException">The value does not exist, or the panel refuses or cannot be reached.</exception>
    public Task RemoveAsync(string group, string name, CancellationToken cancel) => DoAsync(Call("config_value_delete", group, name, null), cancel);

    // The panel returns false without an error if a value was not stored.
    private async Task DoAsync(PanelCall call, CancellationToken cancel)
    {
        if (!await connection.CallAsync(call, static (ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.True, cancel).ConfigureAwait(false))
            throw new PanelException(FaultKind.Refused, call.Function, $"The panel did not carry out {call.Function} and gave no reason. Check the value on the panel with Get-NpConfigValue.");
    }

    private static PanelCall Call(string function, string group, string name, string? value) => new(function, writer =>
    {
        writer.WriteString("group", group);
        writer.WriteString("name", name);
        if (value is not null) writer.WriteString("value", value);
    });
}
