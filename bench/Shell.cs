using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Net;

namespace Nodepoint.Bench;

/// <summary>The PowerShell of this process with the module imported.</summary>
internal sealed class Shell : IDisposable
{
    private readonly Runspace _runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());

    public Shell() => _runspace.Open();

    /// <summary>Creates a shell that is connected to a panel.</summary>
    public static Shell Connected(Uri panel, string user = "bench", string password = "bench")
    {
        var shell = new Shell();
        shell.Import(Repository.Module);
        shell.Run("$null = Connect-NpPanel $uri -Credential $account", ("uri", panel), ("account", new PSCredential(user, new NetworkCredential("", password).SecurePassword)));
        return shell;
    }

    public TimeSpan Import(string module) => Run("Import-Module $module -ErrorAction Stop", ("module", module));

    /// <summary>Runs a script and returns its duration. Throws if the script reports an error.</summary>
    public TimeSpan Run(string script, params (string Name, object Value)[] variables)
    {
        foreach (var (name, value) in variables) _runspace.SessionStateProxy.SetVariable(name, value);
        using var shell = PowerShell.Create();
        shell.Runspace = _runspace;
        shell.AddScript(script);
        var clock = Stopwatch.StartNew();
        shell.Invoke();
        var taken = clock.Elapsed;
        if (shell.Streams.Error.FirstOrDefault() is { } error) throw new InvalidOperationException($"{script}: {error}");
        return taken;
    }

    /// <summary>Gets a variable.</summary>
    public object? Get(string name) => _runspace.SessionStateProxy.GetVariable(name);

    public void Dispose() => _runspace.Dispose();
}
