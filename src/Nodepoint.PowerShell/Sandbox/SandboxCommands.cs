using System.Collections;
using System.Management.Automation;
using Nodepoint.IspConfig.State;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.State;

namespace Nodepoint.PowerShell.Sandbox;

/// <summary>Starts a sandbox panel in its own process on this computer, for trying and rehearsing.</summary>
/// <remarks>It ends with PowerShell.</remarks>
[Cmdlet(VerbsLifecycle.Start, "NpSandbox", SupportsShouldProcess = true, DefaultParameterSetName = "Seed")]
[OutputType(typeof(SandboxPanel))]
public sealed class StartNpSandboxCommand : CancelableCommand
{
    /// <summary>The name of the sandbox.</summary>
    [Parameter(Position = 0)]
    public string? Name { get; set; }

    /// <summary>The port for https. The default, 0, is any free port.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>The path of a file that stores the sandbox's data. Without it, the data is lost when the sandbox stops.</summary>
    [Parameter]
    public string? Data { get; set; }

    /// <summary>Starts with a small hosting company in the panel: clients, zones, mail, websites, databases, backups and usage figures.</summary>
    [Parameter(ParameterSetName = "Demo", Mandatory = true)]
    public SwitchParameter Demo { get; set; }

    /// <summary>The path of a file with the data to start from, instead of the built-in data.</summary>
    [Parameter(ParameterSetName = "Seed")]
    public string? Seed { get; set; }

    /// <summary>The path of the folder that Export-NpState has written: the sandbox becomes a copy of that panel, with its servers and all its objects. Objects whose passwords the state does not have get random ones that nobody knows.</summary>
    [Parameter(ParameterSetName = "State", Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? State { get; set; }

    /// <summary>The line of ISPConfig whose columns, defaults, and checks the sandbox has: 3.2 or 3.3. The default is that of the state with -State, and 3.2 without it.</summary>
    [Parameter]
    [ValidateSet("3.2", "3.3")]
    public string? PanelVersion { get; set; }

    /// <summary>
    /// The faults to inject into calls: the probabilities (from 0 to 1, together at most 1) dropBefore, dropAfter, emptyServerError,
    /// badGateway, truncate, and warningPrefix; delayMs; workers, the panel's PHP processes, such as @{ count = 8; cpuMs = 2.5; waitMs = 1;
    /// slowDown = 0.02 }, where each call that waits slows the others by that part; and seed, a whole number that makes the faults repeatable.
    /// </summary>
    [Parameter]
    public IDictionary? Fault { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var arguments = new List<string> { "--http", "127.0.0.1:0", "--https", $"127.0.0.1:{Port}" };
        var (data, seed) = (Data is null ? null : FilePath.Resolve(this, Data, nameof(Data)), Seed is null ? null : FilePath.Resolve(this, Seed, nameof(Seed)));
        if (data is not null) arguments.AddRange(["--data", data]);
        if (seed is not null) arguments.AddRange(["--seed", seed]);
        if (PanelVersion is not null) arguments.AddRange(["--panel-version", PanelVersion]);
        if (Demo) arguments.Add("--demo");
        if (State is not null)
        {
            StartFromState(arguments, data);
            return;
        }

        if (!ShouldProcess("this computer", "Start sandbox")) return;
        try { WriteObject(StartAsync(arguments, data, seed, null).GetAwaiter().GetResult()); }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested) { throw new PipelineStoppedException(); }
        catch (PSInvalidOperationException problem) { ThrowTerminatingError(new ErrorRecord(problem, "SandboxNotStarted", ErrorCategory.ResourceUnavailable, Name)); }
        catch (PSArgumentException problem) { ThrowTerminatingError(new ErrorRecord(problem, "InvalidFault", ErrorCategory.InvalidArgument, Fault)); }
    }

    private void StartFromState(List<string> arguments, string? data)
    {
        var folder = FilePath.Resolve(this, State!, nameof(State));
        if (!Directory.Exists(folder)) ThrowTerminatingError(new ErrorRecord(new ItemNotFoundException($"Folder '{folder}' was not found."), "StateNotFound", ErrorCategory.ObjectNotFound, State));
        if (File.Exists(data)) ThrowTerminatingError(new ErrorRecord(new PSInvalidOperationException($"Cannot start a sandbox from a state: the file '{data}' of -Data exists already, and its data would be lost. Remove the file, use another one, or start the sandbox without -State to use that data."), "SandboxNotStarted", ErrorCategory.ResourceExists, Data));
        try
        {
            using var state = StateFolder.Open(folder, StopToken);
            if (PanelVersion is null) arguments.AddRange(["--panel-version", SandboxState.LineOf(state)]);
            if (!ShouldProcess("this computer", $"Start sandbox with the state of {state.Manifest.Panel}")) return;
            var bar = new StateProgressBar(this);
            StateLoader? loader = null;
            var starting = StartAsync(arguments, data, null, async (sandbox, cancel) => loader = await SandboxState.FillAsync(sandbox, state, bar.Progress, cancel).ConfigureAwait(false));
            var sandbox = bar.Show(starting).GetAwaiter().GetResult();
            bar.Complete();
            Report(state, loader!);
            WriteObject(sandbox);
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested) { throw new PipelineStoppedException(); }
        catch (PSInvalidOperationException problem) { ThrowTerminatingError(new ErrorRecord(problem, "SandboxNotStarted", ErrorCategory.ResourceUnavailable, Name)); }
        catch (PSArgumentException problem) { ThrowTerminatingError(new ErrorRecord(problem, "InvalidFault", ErrorCategory.InvalidArgument, Fault)); }
        catch (Exception problem) when (PanelErrors.IsExpected(problem)) { ThrowTerminatingError(PanelErrors.Record(problem, State)); }
    }

    // What the copy does not have as it is on the panel.
    private void Report(StateFolder state, StateLoader loader)
    {
        foreach (var warning in state.Warnings) WriteWarning(warning);
        foreach (var (noun, permission) in state.Manifest.NotAllowed) WriteWarning($"The sandbox has no {noun} of the panel, because the state does not: the remote user did not have the permission '{permission}' when it was exported.");
        if (loader.WithPlaceholders.Count > 0) WriteWarning($"The state has no secrets, so the passwords and keys of these objects are random, and nobody knows them: {string.Join(", ", loader.WithPlaceholders)}. To rehearse with the real ones, export the state with -IncludeSecrets.");
        foreach (var one in loader.Problems.OrderBy(one => one.Entry.Noun.Name, StringComparer.Ordinal).ThenBy(one => one.Entry.Identity, StringComparer.Ordinal))
        {
            var error = PanelErrors.Record(one.Problem, $"{one.Entry.Noun.Title} {one.Entry.Name}");
            error.ErrorDetails = new ErrorDetails($"Cannot copy {one.Entry.Noun.Title} {one.Entry.Name} to the sandbox: {one.Problem.Message}");
            WriteError(error);
        }

        if (loader.Differences.Count > 0) WriteWarning($"The sandbox has {loader.Differences.Count} {(loader.Differences.Count == 1 ? "value" : "values")} that the panel does not have, because the sandbox does not accept other ones. Compare-NpState lists them. The first one: {loader.Differences[0]}");
    }

    private async Task<SandboxPanel> StartAsync(List<string> arguments, string? data, string? seed, Func<SandboxPanel, CancellationToken, Task>? fill)
    {
        if (seed is not null && !File.Exists(seed)) throw new PSInvalidOperationException($"Cannot start a sandbox: the file '{seed}' of -Seed was not found.");
        if (data is not null && !Directory.Exists(Path.GetDirectoryName(data))) throw new PSInvalidOperationException($"Cannot start a sandbox: the folder of the file '{data}' of -Data was not found. Create it first.");
        var sandbox = await Sandboxes.StartAsync(Name, arguments, hasLimitedUser: Seed is null, StopToken).ConfigureAwait(false);
        try
        {
            if (fill is not null) await fill(sandbox, StopToken).ConfigureAwait(false);
            if (Fault is not null) await SandboxFaults.SetAsync(sandbox, Fault, StopToken).ConfigureAwait(false);
            return sandbox;
        }
        catch
        {
            Sandboxes.Stop(sandbox);
            throw;
        }
    }
}

/// <summary>Gets the sandboxes that this PowerShell process has started.</summary>
[Cmdlet(VerbsCommon.Get, "NpSandbox")]
[OutputType(typeof(SandboxPanel))]
public sealed class GetNpSandboxCommand : PSCmdlet
{
    /// <summary>The names of the sandboxes; wildcards are allowed. The default is all sandboxes.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SandboxCompleter))]
    public string Name { get; set; } = "*";

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var pattern = WildcardPattern.Get(Name, WildcardOptions.IgnoreCase);
        foreach (var sandbox in Sandboxes.All)
            if (pattern.IsMatch(sandbox.Name)) WriteObject(sandbox);
    }
}

/// <summary>The base of the cmdlets that act on running sandboxes.</summary>
public abstract class SandboxCommand : CancelableCommand
{
    /// <summary>The sandbox from Start-NpSandbox or Get-NpSandbox. The default is all sandboxes.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public SandboxPanel? Sandbox { get; set; }

    /// <summary>The action, for -WhatIf and -Confirm.</summary>
    protected abstract string Action { get; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var sandbox in Sandbox is null ? Sandboxes.All : [Sandbox])
            if (ShouldProcess(sandbox.ToString(), Action)) Do(sandbox);
    }

    /// <summary>Carries out the action.</summary>
    /// <param name="sandbox">The sandbox.</param>
    protected abstract void Do(SandboxPanel sandbox);
}

/// <summary>Stops sandboxes.</summary>
/// <remarks>Data that is stored in a file is kept.</remarks>
[Cmdlet(VerbsLifecycle.Stop, "NpSandbox", SupportsShouldProcess = true)]
public sealed class StopNpSandboxCommand : SandboxCommand
{
    /// <inheritdoc/>
    protected override string Action => "Stop sandbox";

    /// <inheritdoc/>
    protected override void Do(SandboxPanel sandbox) => Sandboxes.Stop(sandbox);
}

/// <summary>Resets sandboxes to the data they started from.</summary>
/// <remarks>Connections to them have to be opened again.</remarks>
[Cmdlet(VerbsCommon.Reset, "NpSandbox", SupportsShouldProcess = true)]
public sealed class ResetNpSandboxCommand : SandboxCommand
{
    /// <inheritdoc/>
    protected override string Action => "Reset sandbox to its initial data";

    /// <inheritdoc/>
    protected override void Do(SandboxPanel sandbox)
    {
        string why;
        try
        {
            using var reply = sandbox.PostAsync("/sandbox/reset", null, StopToken).GetAwaiter().GetResult();
            if (reply.IsSuccessStatusCode) return;
            why = $"it responded with HTTP {(int)reply.StatusCode}.";
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested) { throw new PipelineStoppedException(); }
        catch (HttpRequestException problem) { why = $"it does not respond ({problem.Message})."; }
        WriteError(new ErrorRecord(new PSInvalidOperationException($"Cannot reset sandbox {sandbox}: {why} Stop it and start a new one."), "SandboxNotReset", ErrorCategory.InvalidResult, sandbox));
    }
}
