using System.Collections.Concurrent;
using System.Management.Automation;
using System.Security;
using Nodepoint.IspConfig.Servers;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Journals;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Servers;

/// <summary>The base of the cmdlets that change a setting.</summary>
public abstract class SetConfigCommand : WriteCommand
{
    private readonly KeyedQueue<SettingsFile> _servers = new();
    private readonly ConcurrentDictionary<string, SettingsFile> _files = new();

    /// <summary>The section: mail, web, dns ...</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public string Section { get; set; } = "";

    /// <summary>The name of the setting.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [Alias("Key")]
    public string Name { get; set; } = "";

    /// <summary>The value; one line.</summary>
    [Parameter(Position = 3, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? Value { get; set; }

    /// <summary>The value of a password, in place of -Value; it is shown nowhere.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SecretInput]
    public SecureString? Secret { get; set; }

    /// <summary>Makes a setting that is not there. The panel itself makes up any section and name without a word.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>What was given; a value whose name says that it is a password by its name alone.</summary>
    protected override IEnumerable<KeyValuePair<string, object?>> GivenValues => base.GivenValues.WithoutSecret(Name, nameof(Value));

    /// <summary>Sets it for one target.</summary>
    /// <param name="target">The target, for errors and -WhatIf.</param>
    /// <param name="server">The server as it was named; empty for the panel itself.</param>
    /// <param name="find">Finds the server; null for the panel itself.</param>
    protected void Set(object target, string server, Func<CancellationToken, Task<Server?>> find)
    {
        ArgumentNullException.ThrowIfNull(target);
        var key = $"{server} {Section}.{Name}".TrimStart();
        if (Value is null && Secret is null)
        {
            Refuse(target, key, new ErrorRecord(new PSArgumentException($"No value was given for {Section}.{Name}. Use -Value, or -Secret for a password."), "NothingGiven", ErrorCategory.InvalidArgument, target));
            return;
        }

        // A value whose name says that it is a password is told nowhere, in whichever parameter it came.
        var setting = Secret is null ? ConfigSetting.From(Section, Name, Value ?? "") : new ConfigSetting(Section, Name, "") { Secret = Secret };
        if (!ShouldProcess(target.ToString()!, $"Set {setting}{(setting.Secret is null ? $" to '{setting.Value}'" : "")}")) return;
        var create = Force.IsPresent;
        Enqueue(target, key, async (row, cancel) => await SetAsync(row, target, await find(cancel).ConfigureAwait(false), setting, create, cancel).ConfigureAwait(false), subject: server);
    }

    private async Task SetAsync(Row row, object target, Server? server, ConfigSetting setting, bool create, CancellationToken cancel)
    {
        // A server goes by name and by number, and its settings are written all together.
        var name = server?.Name ?? "";
        using var place = await _servers.EnterAsync(name, cancel).ConfigureAwait(false);
        var file = _files.GetOrAdd(name, _ => new SettingsFile(Connection, server));
        if (await file.ChangeAsync(setting, create, cancel).ConfigureAwait(false) is not { } call)
        {
            row.Verbose($"{setting} of {target} is so already; nothing was sent.");
            return;
        }

        try { await RepeatAsync(row, $"{setting} of {target}", call, cancel).ConfigureAwait(false); }
        catch
        {
            file.Forget(setting.Section);
            throw;
        }

        file.Changed(setting);
        row.Verbose($"{setting} of {target} was set.");
    }
}
