using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Servers;

/// <summary>A value that scripts keep on the panel, apart from the panel's own settings (sys_config).</summary>
/// <param name="Group">The group; up to 64 characters.</param>
/// <param name="Name">Its name within the group; up to 64 characters.</param>
/// <param name="Value">The value.</param>
public sealed record ConfigValue(string Group, string Name, string Value)
{
    /// <summary>Group and name.</summary>
    /// <returns>Never the value.</returns>
    public override string ToString() => $"{Group}/{Name}";
}

/// <summary>How a value is set.</summary>
public enum ConfigValueMode
{
    /// <summary>Whether it is there or not (config_value_replace).</summary>
    Replace,

    /// <summary>Only where it is not there yet (config_value_add).</summary>
    Add,

    /// <summary>Only where it is there (config_value_update).</summary>
    Update,
}

/// <summary>The values that scripts keep on one panel.</summary>
/// <param name="connection">The panel.</param>
public sealed class ConfigValues(PanelConnection connection)
{
    /// <summary>Reads a value (config_value_get).</summary>
    /// <param name="group">The group.</param>
    /// <param name="name">Its name.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The value; null where there is none.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public Task<ConfigValue?> GetAsync(string group, string name, CancellationToken cancel)
        => connection.CallAsync(Call("config_value_get", group, name, null), (ref Utf8JsonReader reader) =>
        {
            var row = PanelRow.Read(ref reader);
            return row.Count == 0 ? null : new ConfigValue(row.Text("group"), row.Text("name"), row.Text("value"));
        }, cancel);

    /// <summary>Sets a value.</summary>
    /// <param name="value">The value; not empty, as the panel takes no empty one.</param>
    /// <param name="mode">Whether it may or must be there.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>When it is set.</returns>
    /// <exception cref="PanelException">It is there or not there against the mode, or the panel refuses or cannot be reached.</exception>
    public Task SetAsync(ConfigValue value, ConfigValueMode mode, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(value);
        var function = mode switch { ConfigValueMode.Add => "config_value_add", ConfigValueMode.Update => "config_value_update", _ => "config_value_replace" };
        return DoAsync(Call(function, value.Group, value.Name, value.Value), cancel);
    }

    /// <summary>Removes a value (config_value_delete).</summary>
    /// <param name="group">The group.</param>
    /// <param name="name">Its name.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>When it is gone.</returns>
    /// <exception cref="PanelException">There is none, or the panel refuses or cannot be reached.</exception>
    public Task RemoveAsync(string group, string name, CancellationToken cancel) => DoAsync(Call("config_value_delete", group, name, null), cancel);

    // The panel answers false where a value was not stored although nothing was refused.
    private async Task DoAsync(PanelCall call, CancellationToken cancel)
    {
        if (!await connection.CallAsync(call, static (ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.True, cancel).ConfigureAwait(false))
            throw new PanelException(FaultKind.Refused, call.Function, $"The panel did not store the value and gave no reason ({call.Function}).");
    }

    private static PanelCall Call(string function, string group, string name, string? value) => new(function, writer =>
    {
        writer.WriteString("group", group);
        writer.WriteString("name", name);
        if (value is not null) writer.WriteString("value", value);
    });
}
