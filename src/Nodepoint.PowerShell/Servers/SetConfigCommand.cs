using System.Collections.Concurrent;
using System.Globalization;
using System.Management.Automation;
using System.Security;
using Nodepoint.IspConfig.Bulk;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Servers;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Journals;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Servers;

/// <summary>The base of the cmdlets that change a setting.</summary>
[Journaled]
public abstract partial class SetConfigCommand : PanelCommand
{
    private readonly KeyedQueue<SettingsFile> _servers = new();
    private readonly ConcurrentDictionary<string, SettingsFile> _files = new();

    /// <summary>The section, such as mail, web, or dns.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(SettingSectionCompleter))]
    public string Section { get; set; } = "";

    /// <summary>The name of the setting.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [Alias("Key")]
    [ArgumentCompleter(typeof(SettingNameCompleter))]
    public string Name { get; set; } = "";

    /// <summary>The new value, on one line.</summary>
    [Parameter(Position = 3, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? Value { get; set; }

    /// <summary>The new value of a password, instead of -Value. It is never shown.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SecretInput]
    public SecureString? Secret { get; set; }

    /// <summary>Creates a setting that does not exist. The panel itself creates any section and name without a warning.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>The object from the pipeline, which says on which panel it is, even if its other parameters are bound by property name.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        base.BeginCommand();
        // The value is not in the journal if the setting's name says that it is a password.
        var specified = Runner.Specified;
        Runner.Specified = () => specified().WithoutSecret(Name, nameof(Value));
        // A value that is not on the command line is another one for each row.
        if (CommandLine.Any(static one => one.Key is nameof(Value) or nameof(Secret))) Runner.Missing = Missing;
    }

    /// <summary>The server that a text names, and how it is found.</summary>
    /// <param name="name">The name or ID of the server; empty for the panel itself.</param>
    /// <returns>The target of errors, the parameter that names the server, and how it is found; null if the text names no server.</returns>
    private protected abstract (object Target, (string, object?)[] Named, Func<Row, CancellationToken, Task<Server?>> Find)? TargetOf(string name);

    // The names of servers, sections, and settings can have periods in them, and those of settings spaces.
    private IEnumerable<MissingRow> Missing(string subject)
    {
        var places = Enumerable.Range(0, subject.Length).ToArray();
        foreach (var space in places.Where(place => subject[place] == ' ').Prepend(-1))
        {
            var server = space < 0 ? "" : subject[..space];
            if (TargetOf(server) is not var (target, named, find)) continue;
            foreach (var period in places.Where(place => place > space && subject[place] == '.'))
            {
                var (section, name) = (subject[(space + 1)..period], subject[(period + 1)..]);
                yield return new MissingRow(WorkOn(target, server, section, name, find), CommandLineWith([.. named, (nameof(Section), section), (nameof(Name), name)]).WithoutSecret(name, nameof(Value)));
            }
        }
    }

    /// <summary>Sets the setting of one target.</summary>
    /// <param name="target">The target of errors.</param>
    /// <param name="server">The specified server; empty for the panel itself.</param>
    /// <param name="find">Finds the server; returns null for the panel itself.</param>
    private protected void Set(object target, string server, Func<Row, CancellationToken, Task<Server?>> find)
    {
        ArgumentNullException.ThrowIfNull(target);
        var key = KeyOf(server, Section, Name);
        if (Value is null && Secret is null)
        {
            Runner.Refuse(target, key, new ErrorRecord(new PSArgumentException($"No value is specified for setting {Section}.{Name}. Use -Value, or -Secret for a password."), "NothingGiven", ErrorCategory.InvalidArgument, target));
            return;
        }

        Runner.Run(WorkOn(target, server, Section, Name, find));
    }

    private RowWork WorkOn(object target, string server, string section, string name, Func<Row, CancellationToken, Task<Server?>> find)
    {
        // A value whose name says that it is a password is never shown, even if it was specified with -Value.
        var setting = Secret is null ? ConfigSetting.From(section, name, Value ?? "") : new ConfigSetting(section, name, "") { Secret = Secret };
        var create = Force.IsPresent;
        return new RowWork(target, KeyOf(server, section, name), async (row, cancel) => await SetAsync(row, target, await find(row, cancel).ConfigureAwait(false), setting, create, cancel).ConfigureAwait(false))
        {
            FinishAsync = async (row, cancel) => await IsSetAsync(row, await find(row, cancel).ConfigureAwait(false), setting, cancel).ConfigureAwait(false),
            What = server.Length > 0 ? $"server {server}" : "settings of the panel",
            Action = $"Set {setting}{(setting.Secret is null ? $" to '{setting.Value}'" : "")}",
            Subject = server,
            PlanAsync = async (row, cancel) => await PlanAsync(row, await find(row, cancel).ConfigureAwait(false), server, setting, create, cancel).ConfigureAwait(false),
            IsPlannedInOrder = true,
        };
    }

    private static string KeyOf(string server, string section, string name) => $"{server} {section}.{name}".TrimStart();

    private async Task<bool> IsSetAsync(Row row, Server? server, ConfigSetting setting, CancellationToken cancel)
    {
        using var place = await _servers.EnterAsync($"{row.Panel.Connection.Uri} {server?.Name}", cancel).ConfigureAwait(false);
        return (await FileOf(row, server).FindAsync(setting, cancel).ConfigureAwait(false))?.Plain == setting.Plain;
    }

    private SettingsFile FileOf(Row row, Server? server) => _files.GetOrAdd($"{row.Panel.Connection.Uri} {server?.Name}", _ => new SettingsFile(row.Panel.Connection, server));

    private async Task<WritePlan> PlanAsync(Row row, Server? server, string named, ConfigSetting setting, bool create, CancellationToken cancel)
    {
        using var place = await _servers.EnterAsync($"{row.Panel.Connection.Uri} {server?.Name}", cancel).ConfigureAwait(false);
        var file = FileOf(row, server);
        var call = await file.ChangeAsync(setting, create, cancel).ConfigureAwait(false);
        var current = await file.FindAsync(setting, cancel).ConfigureAwait(false);
        var isSecret = setting.Secret is not null || current?.Secret is not null;
        var action = call is null ? $"Change nothing, because {setting} has this value already"
            : current is null ? $"Create {(isSecret ? setting.ToString() : $"{setting} with value {ChangeText.Quoted(setting.Value)}")}"
            : $"Set {(isSecret ? setting.ToString() : ChangeText.Of(setting.ToString(), current.Value, setting.Value))}";
        var what = server is null ? "settings of the panel" : named.Equals(server.Name, StringComparison.OrdinalIgnoreCase) ? $"server {server.Name}" : $"server {server.Name} (ID {server.Id.ToString(CultureInfo.InvariantCulture)})";
        // The preview before a question changes nothing that the real run reads.
        return new PlainPlan(what, action) { Note = row.Panel.Lookup.Preview is null ? null : () => file.Changed(setting) };
    }

    private async Task SetAsync(Row row, object target, Server? server, ConfigSetting setting, bool create, CancellationToken cancel)
    {
        // A server can be specified by name or by ID, and all settings of a section are written together.
        var name = server?.Name ?? "";
        using var place = await _servers.EnterAsync($"{row.Panel.Connection.Uri} {name}", cancel).ConfigureAwait(false);
        var file = FileOf(row, server);
        if (await file.ChangeAsync(setting, create, cancel).ConfigureAwait(false) is not { } call)
        {
            row.Verbose($"Setting {setting} of {target} has this value already; nothing was sent.");
            return;
        }

        try { await row.Panel.Sender.RepeatAsync(row, new PlannedCall($"setting {setting} of {target}", call), cancel).ConfigureAwait(false); }
        catch
        {
            file.Forget(setting.Section);
            throw;
        }

        file.Changed(setting);
        row.Verbose($"Setting {setting} of {target} was set.");
    }
}
