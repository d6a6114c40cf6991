using System.Management.Automation;

namespace Nodepoint.PowerShell;

/// <summary>One row under way, and what there is to say of it when its turn has come.</summary>
/// <param name="target">The row, for errors.</param>
public sealed class Row(object? target)
{
    private readonly List<object> _output = [];
    private readonly List<string> _warnings = [];
    private readonly List<string> _verbose = [];

    internal object? Target { get; } = target;

    internal IReadOnlyList<object> Output => _output;

    internal IReadOnlyList<string> Warnings => _warnings;

    internal IReadOnlyList<string> VerboseLines => _verbose;

    internal ErrorRecord? Error { get; set; }

    internal bool Cancelled { get; set; }

    /// <summary>Gives an object to the pipeline.</summary>
    /// <param name="value">The object.</param>
    public void Write(object value) => _output.Add(value);

    /// <summary>Warns of something.</summary>
    /// <param name="text">What to know, and what to do.</param>
    public void Warn(string text) => _warnings.Add(text);

    /// <summary>Tells what was decided, for -Verbose.</summary>
    /// <param name="text">What was decided.</param>
    public void Verbose(string text) => _verbose.Add(text);
}
