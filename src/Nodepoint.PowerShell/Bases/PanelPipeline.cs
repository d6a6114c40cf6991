using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Threading.Channels;
using Microsoft.PowerShell.Commands;
using Nodepoint.IspConfig.Panel;

namespace Nodepoint.PowerShell.Bases;

/// <summary>A command that runs on one of several panels, in a pipeline of its own. What it writes waits, up to a limit, until it is read.</summary>
internal sealed class PanelPipeline : IDisposable
{
    // How many objects wait until those of the panels before have been written. A full pipeline reads no more from its panel.
    private const int Most = 512;

    private readonly Channel<PSObject> _output = Channel.CreateBounded<PSObject>(new BoundedChannelOptions(Most) { SingleReader = true, SingleWriter = true });
    private readonly CancellationTokenSource _stopping = new();
    private readonly PSDataCollection<PSObject>? _input;
    private readonly Runspace _runspace;
    private readonly System.Management.Automation.PowerShell _pipeline;

    /// <summary>Prepares the pipeline.</summary>
    /// <param name="command">The command that was called.</param>
    /// <param name="connection">The panel.</param>
    /// <param name="parameters">The parameters of the command for this panel.</param>
    /// <param name="preferences">The variables that say how the command behaves.</param>
    public PanelPipeline(PanelCommand command, PanelConnection connection, IEnumerable<KeyValuePair<string, object?>> parameters, IEnumerable<KeyValuePair<string, object?>> preferences)
    {
        Connection = connection;
        var state = InitialSessionState.Create();
        state.LanguageMode = PSLanguageMode.FullLanguage;
        state.Providers.Add(new SessionStateProviderEntry("FileSystem", typeof(FileSystemProvider), null));
        foreach (var (name, value) in preferences) state.Variables.Add(new SessionStateVariableEntry(name, value, null));
        state.Commands.Add(new SessionStateCmdletEntry(command.MyInvocation.MyCommand.Name, command.GetType(), null));
        _runspace = RunspaceFactory.CreateRunspace(command.Host, state);
        _runspace.Open();
        Place(command.SessionState);
        _pipeline = System.Management.Automation.PowerShell.Create();
        _pipeline.Runspace = _runspace;
        _pipeline.AddCommand(command.MyInvocation.MyCommand.Name);
        foreach (var (name, value) in parameters) _pipeline.AddParameter(name, value);
        // One stream, so that errors and messages keep their place among the objects.
        _pipeline.Commands.Commands[0].MergeMyResults(PipelineResultTypes.All, PipelineResultTypes.Output);
        if (command.MyInvocation.ExpectingInput) _input = new PSDataCollection<PSObject>();
    }

    /// <summary>The panel.</summary>
    public PanelConnection Connection { get; }

    /// <summary>Why the command ended early; null if it did not.</summary>
    public ErrorRecord? Failure { get; private set; }

    /// <summary>What the command has written and nobody has read yet.</summary>
    public ChannelReader<PSObject> Output => _output.Reader;

    /// <summary>Starts the command.</summary>
    public void Start()
    {
        var output = new PSDataCollection<PSObject>();
        output.DataAdded += (_, _) => Forward(output);
        _pipeline.BeginInvoke(_input, output, null, End, null);
    }

    /// <summary>Adds a row of the input.</summary>
    /// <param name="row">The row.</param>
    public void Add(PSObject row)
    {
        // A command that has ended reads no more input.
        if (!_output.Reader.Completion.IsCompleted && _input is { IsOpen: true } input) input.Add(row);
    }

    /// <summary>Ends the input.</summary>
    public void EndInput() => _input?.Complete();

    /// <summary>Stops the command, and does not wait for it.</summary>
    public void Stop()
    {
        _stopping.Cancel();
        _input?.Complete();
        _pipeline.BeginStop(null, null);
    }

    /// <summary>Waits for the command that was stopped or has ended.</summary>
    public void Dispose()
    {
        _stopping.Cancel();
        _pipeline.Dispose();
        _runspace.Dispose();
        _input?.Dispose();
        _stopping.Dispose();
    }

    // Relative paths, and those on drives of the user, mean the same files as in the user's session.
    private void Place(SessionState session)
    {
        var own = _runspace.SessionStateProxy;
        foreach (var drive in session.Drive.GetAllForProvider("FileSystem"))
            if (own.Drive.GetAllForProvider("FileSystem").All(other => !other.Name.Equals(drive.Name, StringComparison.OrdinalIgnoreCase)))
                own.Drive.New(new PSDriveInfo(drive.Name, own.Provider.GetOne("FileSystem"), drive.Root, drive.Description, null), "global");
        if (session.Path.CurrentLocation.Provider.Name == "FileSystem") own.Path.SetLocation(WildcardPattern.Escape(session.Path.CurrentLocation.Path));
    }

    // On the thread of the command, which waits here while the output is full.
    private void Forward(PSDataCollection<PSObject> written)
    {
        try
        {
            foreach (var one in written.ReadAll())
                if (!_output.Writer.TryWrite(one)) _output.Writer.WriteAsync(one, _stopping.Token).AsTask().GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            // Nobody reads it any more.
        }
    }

    private void End(IAsyncResult result)
    {
        try { _pipeline.EndInvoke(result); }
        catch (PipelineStoppedException)
        {
            // The command that was called is stopped too.
        }
        catch (Exception problem) when (problem is IContainsErrorRecord) { Failure = ((IContainsErrorRecord)problem).ErrorRecord; }
        finally { _output.Writer.TryComplete(); }
    }
}
