using System.Management.Automation;
using System.Reflection;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Connection;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Bases;

/// <summary>The base of every cmdlet that works on a panel.</summary>
public abstract class PanelCommand : CancelableCommand
{
    private PanelConnection? _connection;
    private PanelLookup? _lookup;
    private CallSender? _sender;
    private RowRunner? _rows;
    private bool? _isWhatIf;
    private bool? _isConfirm;
    private bool _agreesToAll;
    private bool _declinesAll;

    /// <summary>The panel: a connection from Connect-NpPanel, or its name. The default is the panel that was connected last.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PanelCompleter))]
    public PanelReference? Panel { get; set; }

    /// <summary>The panel this command works on.</summary>
    protected internal PanelConnection Connection => _connection ??= OpenPanels.Resolve(Panel);

    /// <summary>What this command reads from the panel once for all rows.</summary>
    protected internal PanelLookup Lookup => _lookup ??= new PanelLookup(Connection);

    /// <summary>Sends writes until their outcome is known.</summary>
    private protected CallSender Sender => _sender ??= new CallSender(Connection);

    /// <summary>Works on the rows of this command. It is created when it is first used.</summary>
    private protected RowRunner Runner => _rows ??= new RowRunner(this);

    /// <summary>Whether nothing is to be sent, because of -WhatIf or $WhatIfPreference.</summary>
    internal bool IsWhatIf => _isWhatIf ??= Specified("WhatIf") ?? LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference"));

    /// <summary>Whether the user is asked before anything is sent, because of -Confirm or $ConfirmPreference.</summary>
    internal bool IsConfirm => _isConfirm ??= Specified("Confirm") ?? Asks(Impact);

    /// <summary>The writer that a preview plans with. With -WhatIf it is the command's own, so that rows are checked against each other; before a question it is a new one, so that the row does not find what the preview reserved.</summary>
    /// <typeparam name="TWriter">The writer.</typeparam>
    /// <param name="own">The command's writer.</param>
    /// <param name="create">Creates another writer.</param>
    private protected TWriter ForPreview<TWriter>(TWriter own, Func<PanelLookup, TWriter> create) => IsWhatIf ? own : create(new PanelLookup(Connection));

    /// <summary>How much harm the command can do with its parameters.</summary>
    private protected virtual ConfirmImpact Impact => CmdletImpact;

    // What PowerShell itself asks by.
    private ConfirmImpact CmdletImpact => GetType().GetCustomAttribute<CmdletAttribute>()?.ConfirmImpact ?? ConfirmImpact.None;

    /// <summary>Whether the user may be asked before something that is easily done by mistake: unless -Confirm:$false or $ConfirmPreference says otherwise.</summary>
    internal bool AsksFirst => Specified("Confirm")
        ?? (!LanguagePrimitives.TryConvertTo<ConfirmImpact>(SessionState.PSVariable.GetValue("ConfirmPreference"), out var preference) || preference is not ConfirmImpact.None);

    /// <summary>Whether the first error ends the command, because of -ErrorAction Stop or $ErrorActionPreference.</summary>
    internal bool StopsOnError => (MyInvocation.BoundParameters.TryGetValue("ErrorAction", out var specified) ? specified : SessionState.PSVariable.GetValue("ErrorActionPreference")) is { } action
        && LanguagePrimitives.TryConvertTo<ActionPreference>(action, out var preference) && preference == ActionPreference.Stop;

    /// <summary>Resolves the panel, so that a command without one fails once and not for every row.</summary>
    protected override void BeginProcessing()
    {
        try { _ = Connection; }
        catch (PSInvalidOperationException problem) { ThrowTerminatingError(PanelErrors.NotConnected(problem, Panel)); }

        if (EmptyArguments.Find(this) is { } unusable) ThrowTerminatingError(unusable);
    }

    /// <summary>Waits for the rows in flight and writes their output.</summary>
    protected override void EndProcessing() => _rows?.End();

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
        if (TryRun(target, work, out result, out var error)) return true;
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
    internal bool IsAgreed(string what, string action)
    {
        var target = Describe(what);
        if (!ShouldProcess(target, action)) return false;
        // PowerShell knows one impact of a cmdlet, whatever its parameters.
        return Impact == CmdletImpact || Specified("Confirm") is not null || Asks(CmdletImpact) || !Asks(Impact)
            || ShouldContinue($"Performing the operation \"{action}\" on target \"{target}\".", "Confirm", ref _agreesToAll, ref _declinesAll);
    }

    /// <summary>Names an object and the panel it is on, for -WhatIf and -Confirm.</summary>
    internal string Describe(string what) => $"{what} (panel {Connection.Name})";

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _rows?.Dispose();
        base.Dispose(disposing);
    }

    private bool Asks(ConfirmImpact impact)
        => LanguagePrimitives.TryConvertTo<ConfirmImpact>(SessionState.PSVariable.GetValue("ConfirmPreference"), out var preference) && preference != ConfirmImpact.None && impact >= preference;

    // A switch on the command line; null if it is not there.
    private bool? Specified(string name) => MyInvocation.BoundParameters.TryGetValue(name, out var value) ? LanguagePrimitives.IsTrue(value) : null;
}
