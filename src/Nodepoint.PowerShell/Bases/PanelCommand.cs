using System.Management.Automation;
using System.Reflection;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel;
using Nodepoint.PowerShell.ChangeLogs;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Connection;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Bases;

/// <summary>The base of every cmdlet that works on a panel.</summary>
public abstract class PanelCommand : CancelableCommand
{
    private readonly Dictionary<PanelConnection, CommandPanel> _panels = [];
    private PanelConnection? _default;
    private CommandPanel? _current;
    private RowRunner? _rows;
    private HashSet<string> _typed = [];
    private bool? _isWhatIf;
    private bool? _isConfirm;
    private ConfirmImpact? _impact;
    private bool _agreesToAll;
    private bool _declinesAll;
    private SeveralPanels? _several;
    private ChangeOrigin? _origin;

    /// <summary>The panel: a connection from Connect-NpPanel, or its name. Cmdlets that get, test, or export something accept several, and names with wildcards, which mean the connected panels; cmdlets that change something accept one. The default is the panel that the objects were read from or, without such objects, the default panel of the runspace.</summary>
    [Parameter]
    [NotNullPanel]
    [ArgumentCompleter(typeof(PanelCompleter))]
    public PanelReference[]? Panel { get; set; }

    /// <summary>The connection to the panel of the current row. Work that runs on another thread uses that of its row.</summary>
    protected internal PanelConnection Connection => (_current ??= On(Default)).Connection;

    /// <summary>A connection of this command, for its clock and its limit; null if no row has used a panel yet and there is no default panel.</summary>
    internal PanelConnection? AnyConnection => _current?.Connection ?? _default ?? OpenPanels.Default;

    /// <summary>The parameters of the current row whose objects say which panel it is about.</summary>
    private protected virtual IEnumerable<KeyValuePair<string, object?>> RowValues => _rows?.Specified() ?? MyInvocation.BoundParameters!;

    /// <summary>Works on the rows of this command. It is created when it is first used.</summary>
    private protected RowRunner Runner => _rows ??= new RowRunner(this);

    /// <summary>Whether nothing is to be sent, because of -WhatIf or $WhatIfPreference.</summary>
    internal bool IsWhatIf => _isWhatIf ??= Specified("WhatIf") ?? LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference"));

    /// <summary>Whether the user is asked before anything is sent, because of -Confirm or $ConfirmPreference.</summary>
    internal bool IsConfirm => _isConfirm ??= Specified("Confirm") ?? Asks(Impact);

    /// <summary>How much harm the command can do with its parameters.</summary>
    private protected virtual ConfirmImpact Impact => CmdletImpact;

    // What PowerShell itself asks by.
    private ConfirmImpact CmdletImpact => _impact ??= GetType().GetCustomAttribute<CmdletAttribute>()?.ConfirmImpact ?? ConfirmImpact.None;

    /// <summary>Whether the user may be asked before something that is easily done by mistake: unless -Confirm:$false or $ConfirmPreference says otherwise.</summary>
    internal bool AsksFirst => Specified("Confirm")
        ?? (!LanguagePrimitives.TryConvertTo<ConfirmImpact>(SessionState.PSVariable.GetValue("ConfirmPreference"), out var preference) || preference is not ConfirmImpact.None);

    /// <summary>Whether the first error ends the command, because of -ErrorAction Stop or $ErrorActionPreference.</summary>
    internal bool StopsOnError => (MyInvocation.BoundParameters.TryGetValue("ErrorAction", out var specified) ? specified : SessionState.PSVariable.GetValue("ErrorActionPreference")) is { } action
        && LanguagePrimitives.TryConvertTo<ActionPreference>(action, out var preference) && preference == ActionPreference.Stop;

    // The panel of -Panel, or the default panel. A command without one fails once and not for every row.
    private PanelConnection Default
    {
        get
        {
            if (_default is { } known) return known;
            try { return _default = OpenPanels.Resolve(Panel?[0]); }
            catch (PSInvalidOperationException problem)
            {
                ThrowTerminatingError(PanelErrors.NotConnected(problem, Panel?[0]));
                throw;
            }
        }
    }

    /// <summary>Whether the command works on the panel of -Panel with its parameters.</summary>
    private protected virtual bool UsesPanel => true;

    /// <summary>What the command changes with its parameters, so that it accepts one panel; null for a cmdlet that gets, tests, or exports something.</summary>
    private protected virtual string? Changes => MyInvocation.BoundParameters.ContainsKey(nameof(IJournaled.Journal)) ? "a journal belongs to one panel"
        : GetType().GetCustomAttribute<CmdletAttribute>()?.VerbName is VerbsCommon.Get or VerbsDiagnostic.Test or VerbsData.Export ? null : "it changes something";

    /// <summary>The name of the panel as the name of a folder, if the command is one of several that run on as many panels; null if it is alone.</summary>
    private protected string? PanelFolder => Panel is [{ IsOneOfSeveral: true }] ? ConnectionFolder.NameOf(Connection.Name) : null;

    /// <summary>Begins the work. With several panels, each of them has a command of its own, and this one writes what they do.</summary>
    protected sealed override void BeginProcessing()
    {
        _typed = [.. MyInvocation.BoundParameters.Keys];
        EnterLogs();
        if (!UsesPanel || Panel is not { } panels || !PanelSelection.IsPlural(panels))
        {
            BeginCommand();
            return;
        }

        if (Changes is { } why)
            ThrowTerminatingError(PanelErrors.Record(new RuleException(Rule.OnePanelOnly, $"Cannot use '{string.Join(", ", panels.AsEnumerable())}' as -Panel of {MyInvocation.MyCommand.Name}: {why}, so it accepts one connection or name, without wildcards. To run it for several panels, run it once for each of them."), string.Join(", ", panels.AsEnumerable())));
        if (EmptyArguments.Find(this) is { } unusable) ThrowTerminatingError(unusable);
        try { _several = new SeveralPanels(this, PanelSelection.Find(panels)); }
        catch (PSInvalidOperationException problem) { ThrowTerminatingError(PanelErrors.NotConnected(problem, string.Join(", ", panels.AsEnumerable()))); }
        _several!.Start();
    }

    /// <summary>Works on a row of the input.</summary>
    protected sealed override void ProcessRecord()
    {
        EnterLogs();
        if (_several is { } several) several.Add();
        else ProcessRow();
    }

    /// <summary>Ends the work.</summary>
    protected sealed override void EndProcessing()
    {
        EnterLogs();
        if (_several is { } several) several.End();
        else EndCommand();
        foreach (var connection in _panels.Keys)
            if (connection.Changes is ChangeLog log && log.TakeProblem() is { } problem) WriteWarning(problem);
    }

    /// <summary>Works on a row of the input.</summary>
    protected virtual void ProcessRow()
    {
    }

    /// <summary>Resolves the panel, unless only the objects of the rows can tell which one it is.</summary>
    protected virtual void BeginCommand()
    {
        var isOpen = Panel is not null || OpenPanels.Default is not null || OpenPanels.All.Count == 0;
        if (isOpen || (!MyInvocation.ExpectingInput && MyInvocation.BoundParameters.Values.All(value => RowPanel.OriginOf(value) is null))) _ = Default;
        if (EmptyArguments.Find(this) is { } unusable) ThrowTerminatingError(unusable);
    }

    /// <summary>Creates what the command works with on a panel, such as its writer, when a row is the first to use that panel.</summary>
    private protected virtual object? CreateWriter(CommandPanel panel) => null;

    /// <summary>Finds the panel of the current row: the one that its objects belong to, or that of -Panel, or the default panel.</summary>
    /// <param name="target">The row, as the error's target.</param>
    /// <param name="panel">The panel.</param>
    /// <param name="error">The error of a row whose objects belong to another panel; null if it succeeded.</param>
    /// <returns>Whether it succeeded.</returns>
    internal bool TryUsePanel(object? target, out CommandPanel panel, out ErrorRecord? error)
    {
        error = null;
        panel = null!;
        PanelConnection? found = null;
        try { found = RowPanel.Find(RowValues, Panel is null ? null : Default); }
        catch (RuleException problem) { error = PanelErrors.Record(problem, target); }
        catch (PSInvalidOperationException problem) when (Panel is null || _default is not null) { error = PanelErrors.NotConnected(problem, target); }
        if (error is not null) return false;
        panel = _current = On(found ?? Default);
        return true;
    }

    /// <summary>The parameters on the command line, without those of the rows.</summary>
    internal IEnumerable<KeyValuePair<string, object?>> CommandLine => MyInvocation.BoundParameters.Where(one => _typed.Contains(one.Key))!;

    /// <summary>Whether a parameter is on the command line.</summary>
    internal bool IsTyped(string name) => _typed.Contains(name);

    /// <summary>The parameters of a row that names something else than the command line does.</summary>
    /// <param name="named">What the row names, by parameter; null for parameters that it does not use.</param>
    private protected IEnumerable<KeyValuePair<string, object?>> CommandLineWith(params (string Name, object? Value)[] named)
        => CommandLine.Where(one => Array.TrueForAll(named, other => other.Name != one.Key)).Concat(named.Where(one => one.Value is not null).Select(one => new KeyValuePair<string, object?>(one.Name, one.Value)));

    /// <summary>What the command has of a panel that it has used.</summary>
    internal CommandPanel Use(PanelConnection connection) => _current = On(connection);

    /// <summary>Another view of a panel, for the preview before a question: with its own writer, so that the row does not find what the preview reserved.</summary>
    /// <param name="panel">The panel.</param>
    internal CommandPanel ForQuestion(CommandPanel panel)
    {
        var view = new CommandPanel(panel.Connection) { Serials = panel.Serials };
        view.Writer = CreateWriter(view);
        return view;
    }

    /// <summary>Waits for the rows in flight and writes their output.</summary>
    protected virtual void EndCommand() => _rows?.End();

    /// <summary>Starts no more rows, and cancels what is in flight.</summary>
    protected override void StopProcessing()
    {
        if (_rows is { } rows) rows.StopByUser();
        else base.StopProcessing();
    }

    /// <summary>Runs work on the pipeline's thread. An error is written for the row.</summary>
    /// <typeparam name="T">The result.</typeparam>
    /// <param name="target">The row, as the error's target.</param>
    /// <param name="work">The work.</param>
    /// <param name="result">The result.</param>
    /// <returns>Whether it succeeded.</returns>
    protected bool TryRun<T>(object? target, Func<CancellationToken, Task<T>> work, out T result)
    {
        result = default!;
        if (TryUsePanel(target, out var panel, out var error) && TryRun(target, work, out result, out error))
        {
            foreach (var one in result as IEnumerable<IPanelResult> ?? (result is IPanelResult single ? [single] : [])) one.Origin = new PanelOrigin(panel.Connection);
            return true;
        }

        WriteError(error!);
        return false;
    }

    /// <summary>Runs work on the pipeline's thread.</summary>
    /// <typeparam name="T">The result.</typeparam>
    /// <param name="target">The row, as the error's target.</param>
    /// <param name="work">The work.</param>
    /// <param name="result">The result.</param>
    /// <param name="error">The error; null if it succeeded.</param>
    /// <returns>Whether it succeeded.</returns>
    internal bool TryRun<T>(object? target, Func<CancellationToken, Task<T>> work, out T result, out ErrorRecord? error)
    {
        error = null;
        try
        {
            result = work(StopToken).GetAwaiter().GetResult();
            return true;
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception problem) when (PanelErrors.IsOfRow(problem))
        {
            error = PanelErrors.Record(problem, target);
            result = default!;
            return false;
        }
    }

    /// <summary>Whether the user agrees, if asked. With -WhatIf, shows what would be done and returns false.</summary>
    /// <param name="what">The object.</param>
    /// <param name="action">What is done with it.</param>
    /// <param name="panel">The panel that it is on.</param>
    internal bool IsAgreed(string what, string action, CommandPanel panel)
    {
        var target = Describe(what, panel);
        if (!ShouldProcess(target, action)) return false;
        // PowerShell knows one impact of a cmdlet, whatever its parameters.
        return Impact == CmdletImpact || Specified("Confirm") is not null || Asks(CmdletImpact) || !Asks(Impact)
            || ShouldContinue($"Performing the operation \"{action}\" on target \"{target}\".", "Confirm", ref _agreesToAll, ref _declinesAll);
    }

    /// <summary>Names an object and the panel it is on, for -WhatIf and -Confirm.</summary>
    internal string Describe(string what, CommandPanel? panel = null) => $"{what} (panel {panel?.Connection.Name ?? Connection.Name})";

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        EnterLogs();
        _several?.Dispose();
        _rows?.Dispose();
        base.Dispose(disposing);
    }

    // The cmdlets of a pipeline share its thread, so each says what follows is its own.
    private void EnterLogs()
    {
        if (ChangeLog.IsUsed) ChangeOrigin.Current = _origin ??= new ChangeOrigin(MyInvocation.MyCommand.Name, null);
    }

    private bool Asks(ConfirmImpact impact)
        => LanguagePrimitives.TryConvertTo<ConfirmImpact>(SessionState.PSVariable.GetValue("ConfirmPreference"), out var preference) && preference != ConfirmImpact.None && impact >= preference;

    private CommandPanel On(PanelConnection connection)
    {
        if (_panels.TryGetValue(connection, out var known)) return known;
        var panel = new CommandPanel(connection, IsWhatIf);
        _panels.Add(connection, panel);
        panel.Writer = CreateWriter(panel);
        return panel;
    }

    // A switch on the command line; null if it is not there.
    private bool? Specified(string name) => MyInvocation.BoundParameters.TryGetValue(name, out var value) ? LanguagePrimitives.IsTrue(value) : null;
}
