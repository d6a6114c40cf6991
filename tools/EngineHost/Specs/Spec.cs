using System.Management.Automation;

namespace Nodepoint.EngineHost.Specs;

public enum Outcome
{
    NotRun,
    Passed,
    Failed,
    Skipped,
}

/// <summary>One <c>It</c>, with one case of its data.</summary>
public sealed class Spec(SpecBlock block, int id, string name, ScriptBlock? body, object? data, bool skip)
{
    public SpecBlock Block { get; } = block;

    /// <summary>Its place among the specs of its file, which stays the same between listing and running.</summary>
    public int Id { get; } = id;

    public string Name { get; } = name;

    public ScriptBlock? Body { get; } = body;

    public object? Data { get; } = data;

    public bool Skip { get; } = skip;

    public Outcome Outcome { get; private set; }

    public string? Message { get; private set; }

    public TimeSpan Took { get; private set; }

    public void Pass(TimeSpan took) => (Outcome, Message, Took) = (Outcome.Passed, null, took);

    public void Fail(string message, TimeSpan took) => (Outcome, Message, Took) = (Outcome.Failed, message, took);

    public void Skipped(string because) => (Outcome, Message) = (Outcome.Skipped, because);
}
