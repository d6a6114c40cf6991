using System.Management.Automation;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel;
using Nodepoint.PowerShell.Connection;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Printing;

namespace Nodepoint.PowerShell.Bases;

/// <summary>Runs a command on several panels side by side, each with its own limit of requests, and writes what they return in the order of the panels.</summary>
/// <param name="command">The command that was called. It does nothing itself.</param>
/// <param name="panels">The panels.</param>
internal sealed class SeveralPanels(PanelCommand command, IReadOnlyList<PanelSelection> panels) : IDisposable
{
    /// <summary>The member that says which panel an object is from.</summary>
    public const string PanelMember = "Panel";

    // The end of the type name whose view has a column for the panel.
    private const string ViewSuffix = "#Panel";

    // What the called command does with the output, or the panels' commands get in another way.
    private static readonly HashSet<string> NotPassedOn = new([.. Cmdlet.CommonParameters, "ProgressAction", PanelMember, nameof(PagingParameters.First), nameof(PagingParameters.Skip), nameof(PagingParameters.IncludeTotalCount)], StringComparer.OrdinalIgnoreCase);

    private readonly PanelPipeline?[] _pipelines = new PanelPipeline?[panels.Count];
    private readonly HashSet<int> _written = [];
    private long _skip;
    private ulong _remaining = ulong.MaxValue;
    private int _current;
    private bool _isInOrder;

    /// <summary>Starts the commands of the panels.</summary>
    public void Start()
    {
        var parameters = command.CommandLine.Where(one => !NotPassedOn.Contains(one.Key)).ToList();
        if (command.GetType().GetProperty(nameof(PSCmdlet.PagingParameters)) is not null && command.PagingParameters is { } paging)
        {
            _skip = (long)Math.Min(paging.Skip, long.MaxValue);
            _remaining = paging.First;
            // A panel does not know how many records those before it have.
            if (_remaining != ulong.MaxValue) parameters.Add(new(nameof(PagingParameters.First), (ulong)_skip > ulong.MaxValue - _remaining ? ulong.MaxValue : (ulong)_skip + _remaining));
        }

        var preferences = Preferences().ToList();
        var isOneOfSeveral = panels.Count(panel => panel.Connection is not null) > 1;
        for (var at = 0; at < panels.Count; at++)
        {
            if (panels[at].Connection is not { } connection) continue;
            PanelReference[] panel = [new PanelReference(connection) { IsOneOfSeveral = isOneOfSeveral }];
            _pipelines[at] = new PanelPipeline(command, connection, parameters.Append(new(PanelMember, panel)), preferences);
        }

        // Questions, and what -WhatIf shows, are in the order of the panels.
        _isInOrder = (command.IsWhatIf || command.IsConfirm) && !command.MyInvocation.ExpectingInput;
        if (!_isInOrder) foreach (var pipeline in _pipelines) pipeline?.Start();
    }

    /// <summary>Adds the current row of the input: to its own panel if it has one, or to all.</summary>
    public void Add()
    {
        if (!command.MyInvocation.ExpectingInput) return;
        var values = command.MyInvocation.BoundParameters.Where(one => !command.IsTyped(one.Key)).ToList();
        var row = PipedRow.Of(command, values);
        PanelConnection? own;
        try { own = RowPanel.Find(values!, null); }
        catch (RuleException problem)
        {
            command.WriteError(PanelErrors.Record(problem, row));
            return;
        }
        catch (PSInvalidOperationException problem)
        {
            command.WriteError(PanelErrors.NotConnected(problem, row));
            return;
        }

        var all = _pipelines.OfType<PanelPipeline>().ToList();
        var targets = own is null ? all : (all.Find(one => one.Connection == own) ?? all.Find(one => one.Connection.Uri == own.Uri)) is { } its ? [its] : [];
        if (targets.Count == 0)
            command.WriteError(PanelErrors.Record(new RuleException(Rule.WrongPanel, $"'{row}' from the pipeline was read from panel '{own!.Name}', which -Panel does not name. Add '{own.Name}' to -Panel, or remove -Panel to work on the panel of each object."), row));
        foreach (var pipeline in targets) pipeline.Add(row);
        WriteReady();
    }

    /// <summary>Ends the input, and writes the rest of what the panels return.</summary>
    public void End()
    {
        foreach (var pipeline in _pipelines) pipeline?.EndInput();
        for (; _current < panels.Count && _remaining > 0; _current++)
        {
            WriteUnconnected();
            if (_pipelines[_current] is not { } pipeline) continue;
            if (_isInOrder) pipeline.Start();
            while (_remaining > 0 && Wait(pipeline)) WriteReady();
            if (pipeline.Failure is { } failure && _remaining > 0) command.WriteError(PanelErrors.OnPanel(failure, pipeline.Connection.Name));
        }

        Dispose();
        if (command.MyInvocation.BoundParameters.TryGetValue(nameof(PagingParameters.IncludeTotalCount), out var counts) && LanguagePrimitives.IsTrue(counts)) command.WriteObject(command.PagingParameters.NewTotalCount(0, 0.0));
    }

    /// <summary>Stops the commands that still run.</summary>
    public void Dispose()
    {
        foreach (var pipeline in _pipelines) pipeline?.Stop();
        for (var at = 0; at < _pipelines.Length; at++)
        {
            _pipelines[at]?.Dispose();
            _pipelines[at] = null;
        }
    }

    // Errors and messages are shown or not by the command that was called.
    private IEnumerable<KeyValuePair<string, object?>> Preferences()
    {
        yield return new("ErrorActionPreference", ActionPreference.Continue);
        yield return new("WarningPreference", ActionPreference.Continue);
        yield return new("InformationPreference", ActionPreference.Continue);
        yield return new("VerbosePreference", IsVerbose() ? ActionPreference.Continue : ActionPreference.SilentlyContinue);
        foreach (var name in (string[])["ConfirmPreference", "WhatIfPreference"])
            if (command.SessionState.PSVariable.GetValue(name) is { } value) yield return new(name, value);
    }

    private bool IsVerbose() => command.MyInvocation.BoundParameters.TryGetValue("Verbose", out var specified) ? LanguagePrimitives.IsTrue(specified)
        : LanguagePrimitives.TryConvertTo<ActionPreference>(command.SessionState.PSVariable.GetValue("VerbosePreference"), out var preference) && preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    private bool Wait(PanelPipeline pipeline)
    {
        try { return pipeline.Output.WaitToReadAsync(command.StopToken).AsTask().GetAwaiter().GetResult(); }
        catch (OperationCanceledException) when (command.StopToken.IsCancellationRequested) { throw new PipelineStoppedException(); }
    }

    private void WriteReady()
    {
        WriteUnconnected();
        if (_current >= panels.Count || _pipelines[_current] is not { } pipeline) return;
        while (_remaining > 0 && pipeline.Output.TryRead(out var one)) Write(one, pipeline.Connection);
    }

    // A panel that is not connected has its error where its objects would be.
    private void WriteUnconnected()
    {
        for (; _current < panels.Count && _pipelines[_current] is null && panels[_current].Problem is { } problem; _current++)
            if (_written.Add(_current)) command.WriteError(PanelErrors.NotConnected(problem, panels[_current].Name));
    }

    private void Write(PSObject written, PanelConnection panel)
    {
        switch (written.BaseObject)
        {
            case ErrorRecord error: command.WriteError(PanelErrors.OnPanel(error, panel.Name)); break;
            case WarningRecord warning: command.WriteWarning(PanelErrors.OnPanel(warning.Message, panel.Name)); break;
            case VerboseRecord verbose: command.WriteVerbose(PanelErrors.OnPanel(verbose.Message, panel.Name)); break;
            case DebugRecord debug: command.WriteDebug(debug.Message); break;
            case InformationRecord information: command.WriteInformation(information); break;
            default: WriteObject(written, panel); break;
        }
    }

    private void WriteObject(PSObject value, PanelConnection panel)
    {
        if (_skip > 0)
        {
            _skip--;
            return;
        }

        if (_remaining != ulong.MaxValue) _remaining--;
        // A wrapper of the user's session, which has the module's types; that of the panel's command has none.
        var own = value.BaseObject is PSCustomObject ? value : PSObject.AsPSObject(value.BaseObject);
        if (panels.Count > 1) Mark(own, panel);
        command.WriteObject(own);
    }

    // The object itself knows its connection; this is what a person sees of it, and what a file keeps.
    private void Mark(PSObject value, PanelConnection panel)
    {
        if (value.Properties[PanelMember] is not null) return;
        value.Properties.Add(new PSNoteProperty(PanelMember, panel.Name));
        if (value.BaseObject.GetType().Namespace?.StartsWith(nameof(Nodepoint), StringComparison.Ordinal) != true) return;
        value.TypeNames.Insert(0, value.TypeNames[0] + ViewSuffix);
        DisplayedMembers.ShowFirst(command, value, PanelMember);
    }
}
