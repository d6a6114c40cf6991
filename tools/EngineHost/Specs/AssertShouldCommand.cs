using System.Management.Automation;

namespace Nodepoint.EngineHost.Specs;

/// <summary>Should: one operator, its expected value, and what came down the pipeline.</summary>
[Cmdlet(VerbsLifecycle.Assert, "Should")]
public sealed class AssertShouldCommand : PSCmdlet
{
    private readonly List<object?> _actual = [];

    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public object? ActualValue { get; set; }

    [Parameter(Position = 0)]
    [Alias("ExpectedType", "ExpectedMessage", "RegularExpression")]
    [AllowNull]
    public object? ExpectedValue { get; set; }

    [Parameter]
    public SwitchParameter Not { get; set; }

    [Parameter]
    public string? Because { get; set; }

    [Parameter]
    [Alias("EQ")]
    public SwitchParameter Be { get; set; }

    [Parameter]
    [Alias("CEQ")]
    public SwitchParameter BeExactly { get; set; }

    [Parameter]
    public SwitchParameter BeNullOrEmpty { get; set; }

    [Parameter]
    public SwitchParameter BeTrue { get; set; }

    [Parameter]
    public SwitchParameter BeFalse { get; set; }

    [Parameter]
    [Alias("GT")]
    public SwitchParameter BeGreaterThan { get; set; }

    [Parameter]
    [Alias("GE")]
    public SwitchParameter BeGreaterOrEqual { get; set; }

    [Parameter]
    [Alias("LT")]
    public SwitchParameter BeLessThan { get; set; }

    [Parameter]
    [Alias("LE")]
    public SwitchParameter BeLessOrEqual { get; set; }

    [Parameter]
    public SwitchParameter BeLike { get; set; }

    [Parameter]
    public SwitchParameter BeLikeExactly { get; set; }

    [Parameter]
    public SwitchParameter BeIn { get; set; }

    [Parameter]
    [Alias("HaveType")]
    public SwitchParameter BeOfType { get; set; }

    [Parameter]
    public SwitchParameter Contain { get; set; }

    [Parameter]
    public SwitchParameter Exist { get; set; }

    [Parameter]
    public SwitchParameter HaveCount { get; set; }

    [Parameter]
    public SwitchParameter Match { get; set; }

    [Parameter]
    [Alias("CMATCH")]
    public SwitchParameter MatchExactly { get; set; }

    [Parameter]
    public SwitchParameter Throw { get; set; }

    [Parameter]
    public string? ErrorId { get; set; }

    [Parameter]
    public Type? ExceptionType { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord() => _actual.Add(ActualValue);

    protected override void EndProcessing()
    {
        var names = MyInvocation.BoundParameters.Keys.Where(Assertions.IsOperator).ToArray();
        if (names is not [var name])
            throw new PSArgumentException($"Should takes one operator, not {names.Length}.");
        // Pester hands some operators the whole of what was piped, and asks the others item by item.
        if (Assertions.TakesAll(name))
            Check(name, _actual.ToArray());
        else if (_actual.Count == 0)
            Check(name, null);
        else
            _actual.ForEach(actual => Check(name, actual));
    }

    private void Check(string name, object? actual)
    {
        var because = string.IsNullOrWhiteSpace(Because) ? "" : $" because {Because.Trim()},";
        var failure = name == nameof(Throw) ? CheckThrow(actual, because) : Assertions.Check(name, this, actual, ExpectedValue, Not, because);
        if (failure is not null)
            ThrowTerminatingError(new ErrorRecord(new AssertionException(failure), "PesterAssertionFailed", ErrorCategory.InvalidResult, actual));
    }

    private string? CheckThrow(object? actual, string because)
    {
        if ((actual is PSObject wrapped ? wrapped.BaseObject : actual) is not ScriptBlock script)
            throw new PSArgumentException("What is piped to Should -Throw has to be a script block, in curly braces.");
        ErrorRecord? thrown = null;
        try
        {
            InvokeCommand.InvokeScript(true, script, null);
        }
        catch (RuntimeException error) when (error is not PipelineStoppedException)
        {
            thrown = Reason.Record(error);
        }

        if (Not)
            return thrown is null ? null : $"Expected no exception to be thrown,{because} but an exception \"{thrown.Exception.Message}\" was thrown.";
        var failure = Assertions.Thrown(thrown, ExpectedValue?.ToString(), ErrorId, ExceptionType, because);
        if (failure is null && PassThru)
            WriteObject(thrown);
        return failure;
    }
}

internal sealed class AssertionException(string message) : Exception(message);
