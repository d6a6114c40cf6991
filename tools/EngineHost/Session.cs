using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using Nodepoint.EngineHost.Commands;
using Nodepoint.EngineHost.Specs;
using Nodepoint.EngineHost.Terminal;

namespace Nodepoint.EngineHost;

/// <summary>One engine with the everyday commands in it and the module imported.</summary>
internal sealed class Session : IDisposable
{
    private readonly Runspace _runspace;
    private PowerShell? _running;

    public Session(string? manifest)
    {
        _runspace = RunspaceFactory.CreateRunspace(Host, State());
        _runspace.Open();
        Console.CancelKeyPress += Cancel;
        if (manifest is null)
            return;
        using var import = Pipeline();
        import.AddCommand("Import-Module").AddParameter("Name", manifest).AddParameter("ErrorAction", ActionPreference.Stop).Invoke();
    }

    public TerminalHost Host { get; } = new();

    /// <summary>Runs a line and shows what it emits. The exit code is 0, 1 after a terminating error, or the script's own.</summary>
    public int Run(string line)
    {
        using var shell = Pipeline();
        shell.AddScript(line);
        // Errors travel with the output, so that what is shown keeps its order and the engine's own view of errors draws them.
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand("Out-Default");
        var failed = false;
        try
        {
            Invoke(shell);
        }
        catch (RuntimeException error)
        {
            failed = true;
            if (error is not PipelineStoppedException)
                Show(error.ErrorRecord);
        }

        if (Host.ExitCode is { } code)
            return code;
        return failed ? 1 : _runspace.SessionStateProxy.GetVariable("global:LASTEXITCODE") as int? ?? 0;
    }

    /// <summary>Discovers the specs of a file and, unless only listing, runs them.</summary>
    public SpecFile Specs(string path, bool run)
    {
        var file = new SpecFile(path);
        using var shell = Pipeline();
        shell.AddCommand("Invoke-SpecFile").AddParameter("File", file).AddParameter("DiscoverOnly", !run);
        shell.Streams.Error.DataAdded += (_, added) => Show(shell.Streams.Error[added.Index], apart: true);
        Invoke(shell);
        return file;
    }

    public void Dispose()
    {
        Console.CancelKeyPress -= Cancel;
        _runspace.Dispose();
    }

    private static InitialSessionState State()
    {
        var state = InitialSessionState.CreateDefault2();
        foreach (var (name, type) in Registered.Commands)
            state.Commands.Add(new SessionStateCmdletEntry(name, type, null));
        foreach (var (alias, command) in Registered.Aliases)
            state.Commands.Add(new SessionStateAliasEntry(alias, command));

        // Global functions, not a module's: only so do they see the caller's $ErrorActionPreference and its like.
        foreach (var function in EverydayFunctions().Where(function => state.Commands[function.Name].Count == 0))
            state.Commands.Add(new SessionStateFunctionEntry(function.Name, function.Body.Extent.Text[1..^1]));
        return state;
    }

    private static IEnumerable<FunctionDefinitionAst> EverydayFunctions()
    {
        var assembly = typeof(Session).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith("Everyday/", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var script = Parser.ParseInput(reader.ReadToEnd(), out _, out var errors);
            if (errors.Length > 0)
                throw new InvalidOperationException($"{resource}: {errors[0].Message} ({errors[0].Extent.StartLineNumber})");
            foreach (var function in script.EndBlock.Statements.OfType<FunctionDefinitionAst>())
                yield return function;
        }
    }

    private PowerShell Pipeline()
    {
        var shell = PowerShell.Create();
        shell.Runspace = _runspace;
        return shell;
    }

    private void Invoke(PowerShell shell)
    {
        _running = shell;
        try
        {
            shell.Invoke();
        }
        finally
        {
            _running = null;
        }
    }

    private void Show(ErrorRecord error, bool apart = false)
    {
        // The runspace is busy while its own pipeline reports; then the plain message has to do.
        if (apart)
        {
            Host.UI.WriteErrorLine($"ERROR: {error}");
            return;
        }

        using var shell = Pipeline();
        var lines = shell.AddCommand("Out-String").AddParameter("InputObject", error).Invoke<string>();
        Host.UI.WriteErrorLine(string.Concat(lines).TrimEnd());
    }

    private void Cancel(object? sender, ConsoleCancelEventArgs signal)
    {
        // The pipeline is asked to stop so that the module can leave the panel true; a second Ctrl+C ends the process.
        if (_running is { InvocationStateInfo.State: PSInvocationState.Running } running)
        {
            signal.Cancel = true;
            running.BeginStop(null, null);
        }
    }
}
