using System.Management.Automation;

namespace Nodepoint.EngineHost.Specs;

/// <summary>A spec file while it is discovered and run.</summary>
public sealed class SpecFile(string path)
{
    /// <summary>The file under way; there is one at a time in a process.</summary>
    internal static SpecFile? Current { get; set; }

    public string Path { get; } = path;

    public SpecBlock Root { get; } = new(null, "", null, false);

    /// <summary>Why the file could not be discovered, if it couldn't.</summary>
    public string? Broken { get; set; }

    public IReadOnlyList<Spec> Specs => [.. Root.Specs];

    internal SpecBlock Open { get; private set; } = null!;

    /// <summary>Whether Describe and It are being collected, and not run.</summary>
    internal bool Discovering { get; private set; }

    private int Count { get; set; }

    internal static SpecFile Discovered(string keyword) =>
        Current is { Discovering: true } file ? file : throw new PSInvalidOperationException($"{keyword} stands outside a discovery of specs.");

    internal void Discover(Action body)
    {
        Discovering = true;
        Within(Root, body);
        Discovering = false;
    }

    internal void Within(SpecBlock block, Action body)
    {
        var before = Open;
        Open = block;
        try
        {
            body();
        }
        finally
        {
            Open = before;
        }
    }

    internal void Add(string name, ScriptBlock? body, object? data, bool skip) =>
        Open.Parts.Add(new Spec(Open, ++Count, name, body, data, skip || Open.Skip));
}
