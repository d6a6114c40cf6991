using System.Collections;
using System.Management.Automation;

namespace Nodepoint.PowerShell.Sandbox;

/// <summary>Starts a panel for trying and rehearsing, in a process of its own on this machine. It ends with PowerShell.</summary>
[Cmdlet(VerbsLifecycle.Start, "NpSandbox", SupportsShouldProcess = true, DefaultParameterSetName = "Seed")]
[OutputType(typeof(SandboxPanel))]
public sealed class StartNpSandboxCommand : PSCmdlet
{
    /// <summary>What it shall be called.</summary>
    [Parameter(Position = 0)]
    public string? Name { get; set; }

    /// <summary>The port for https; 0 takes any free one.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>A file that keeps what it holds; without one nothing is kept.</summary>
    [Parameter]
    public string? Data { get; set; }

    /// <summary>Starts with a small hosting company in it: clients, zones, mail, websites, databases, backups and usage figures.</summary>
    [Parameter(ParameterSetName = "Demo", Mandatory = true)]
    public SwitchParameter Demo { get; set; }

    /// <summary>A file with the rows to start from instead of the built-in ones.</summary>
    [Parameter(ParameterSetName = "Seed")]
    [Alias("State")]
    public string? Seed { get; set; }

    /// <summary>
    /// What is to go wrong with calls: the chances (0 to 1, together at most 1) dropBefore, dropAfter, emptyServerError, badGateway,
    /// truncate and warningPrefix; delayMs; and seed, a whole number from which the same faults follow again.
    /// </summary>
    [Parameter]
    public IDictionary? Fault { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var arguments = new List<string> { "--http", "127.0.0.1:0", "--https", $"127.0.0.1:{Port}" };
        if (Data is not null) arguments.AddRange(["--data", GetUnresolvedProviderPathFromPSPath(Data)]);
        if (Seed is not null) arguments.AddRange(["--seed", GetUnresolvedProviderPathFromPSPath(Seed)]);
        if (Demo) arguments.Add("--demo");
        if (!ShouldProcess("this machine", "Start a sandbox panel")) return;
        try { WriteObject(Start(arguments)); }
        catch (PSInvalidOperationException problem) { ThrowTerminatingError(new ErrorRecord(problem, "SandboxNotStarted", ErrorCategory.ResourceUnavailable, Name)); }
        catch (PSArgumentException problem) { ThrowTerminatingError(new ErrorRecord(problem, "InvalidFault", ErrorCategory.InvalidArgument, Fault)); }
    }

    private SandboxPanel Start(List<string> arguments)
    {
        var sandbox = Sandboxes.Start(Name, arguments, hasLimitedUser: Seed is null);
        if (Fault is null) return sandbox;
        try
        {
            SandboxFaults.Set(sandbox, Fault);
            return sandbox;
        }
        catch
        {
            Sandboxes.Stop(sandbox);
            throw;
        }
    }
}

/// <summary>Shows the sandboxes that this PowerShell has started.</summary>
[Cmdlet(VerbsCommon.Get, "NpSandbox")]
[OutputType(typeof(SandboxPanel))]
public sealed class GetNpSandboxCommand : PSCmdlet
{
    /// <summary>Their names; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    public string Name { get; set; } = "*";

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var pattern = WildcardPattern.Get(Name, WildcardOptions.IgnoreCase);
        foreach (var sandbox in Sandboxes.All)
            if (pattern.IsMatch(sandbox.Name)) WriteObject(sandbox);
    }
}

/// <summary>The base of the cmdlets that do something with running sandboxes.</summary>
public abstract class SandboxCommand : PSCmdlet
{
    /// <summary>The sandbox from Start-NpSandbox or Get-NpSandbox; left out, all of them.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public SandboxPanel? Sandbox { get; set; }

    /// <summary>What is done, for -WhatIf.</summary>
    protected abstract string Action { get; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var sandbox in Sandbox is null ? Sandboxes.All : [Sandbox])
            if (ShouldProcess(sandbox.ToString(), Action)) Do(sandbox);
    }

    /// <summary>Does it.</summary>
    /// <param name="sandbox">The sandbox.</param>
    protected abstract void Do(SandboxPanel sandbox);
}

/// <summary>Stops sandboxes; what they keep in a file stays.</summary>
[Cmdlet(VerbsLifecycle.Stop, "NpSandbox", SupportsShouldProcess = true)]
public sealed class StopNpSandboxCommand : SandboxCommand
{
    /// <inheritdoc/>
    protected override string Action => "Stop the sandbox";

    /// <inheritdoc/>
    protected override void Do(SandboxPanel sandbox) => Sandboxes.Stop(sandbox);
}

/// <summary>Puts sandboxes back to the rows they started from; connections to them have to be opened anew.</summary>
[Cmdlet(VerbsCommon.Reset, "NpSandbox", SupportsShouldProcess = true)]
public sealed class ResetNpSandboxCommand : SandboxCommand
{
    /// <inheritdoc/>
    protected override string Action => "Return to the seed";

    /// <inheritdoc/>
    protected override void Do(SandboxPanel sandbox)
    {
        using var client = new HttpClient();
        using var reply = client.PostAsync(new Uri(sandbox.HttpUri!, "/sandbox/reset"), null).GetAwaiter().GetResult();
        if (!reply.IsSuccessStatusCode)
            WriteError(new ErrorRecord(new PSInvalidOperationException($"Sandbox {sandbox} could not be reset (HTTP {(int)reply.StatusCode})."), "SandboxNotReset", ErrorCategory.InvalidResult, sandbox));
    }
}
