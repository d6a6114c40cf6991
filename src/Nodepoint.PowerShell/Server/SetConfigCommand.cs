using System.Management.Automation;
using System.Security;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.PowerShell;

/// <summary>The base of the cmdlets that change a setting.</summary>
public abstract class SetConfigCommand : PanelCommand
{
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

    /// <summary>Sets it for one target.</summary>
    /// <param name="target">The target, for errors and -WhatIf.</param>
    /// <param name="set">Sets it and says whether anything was sent.</param>
    protected void Set(object target, Func<ConfigSetting, CancellationToken, Task<bool>> set)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(set);
        if (Value is null && Secret is null)
        {
            WriteError(new ErrorRecord(new PSArgumentException($"No value was given for {Section}.{Name}. Use -Value, or -Secret for a password."), "NothingGiven", ErrorCategory.InvalidArgument, target));
            return;
        }

        // A value whose name says that it is a password is told nowhere, in whichever parameter it came.
        var setting = Secret is null ? ConfigSetting.From(Section, Name, Value ?? "") : new ConfigSetting(Section, Name, "") { Secret = Secret };
        if (!ShouldProcess(target.ToString()!, $"Set {setting}{(setting.Secret is null ? $" to '{setting.Value}'" : "")}")) return;
        if (TryRun(target, cancel => set(setting, cancel), out var sent)) WriteVerbose(sent ? $"{setting} of {target} was set." : $"{setting} of {target} is so already; nothing was sent.");
    }
}
