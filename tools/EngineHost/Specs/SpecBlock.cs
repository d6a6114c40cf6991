using System.Management.Automation;

namespace Nodepoint.EngineHost.Specs;

/// <summary>A <c>Describe</c> or <c>Context</c>, or the file around them all.</summary>
public sealed class SpecBlock(SpecBlock? parent, string name, object? data, bool skip)
{
    public SpecBlock? Parent { get; } = parent;

    public string Name { get; } = name;

    public object? Data { get; } = data;

    public bool Skip { get; } = skip || parent is { Skip: true };

    /// <summary>Its specs and blocks, in the order they were written.</summary>
    public List<object> Parts { get; } = [];

    public int Depth => Parent is null ? 0 : Parent.Depth + 1;

    /// <summary>The names from the outermost block in; the file itself has none.</summary>
    public IEnumerable<string> Path => Parent is null ? [] : Parent.Path.Append(Name);

    public IEnumerable<Spec> Specs => Parts.SelectMany(part => part is SpecBlock inner ? inner.Specs : [(Spec)part]);

    public IEnumerable<SpecBlock> FromOutermost => Parent is null ? [this] : Parent.FromOutermost.Append(this);

    private Dictionary<string, List<ScriptBlock>> Steps { get; } = new(StringComparer.OrdinalIgnoreCase);

    public void AddStep(string when, ScriptBlock step)
    {
        if (!Steps.TryGetValue(when, out var steps))
            Steps[when] = steps = [];
        steps.Add(step);
    }

    public IEnumerable<ScriptBlock> StepsOf(string when) => Steps.TryGetValue(when, out var steps) ? steps : [];
}
