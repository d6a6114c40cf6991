using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Writing;

/// <summary>Collects what a write reports. Nothing is known from an earlier run, and nothing is recorded.</summary>
public sealed class WriteLog : IWriteLog
{
    private readonly List<string> _lines = [];
    private readonly List<string> _warnings = [];

    /// <summary>What was done, in the order in which it was reported.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>What the user should know.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <inheritdoc/>
    public bool MayBeDone => false;

    /// <inheritdoc/>
    public IReadOnlyList<PlannedCall> Unfinished => [];

    /// <inheritdoc/>
    public void MarkChecked()
    {
    }

    /// <inheritdoc/>
    public void MarkSent()
    {
    }

    /// <inheritdoc/>
    public void Verbose(string text) => _lines.Add(text);

    /// <inheritdoc/>
    public void Warn(string text) => _warnings.Add(text);

    /// <inheritdoc/>
    public Task RecordAsync(IReadOnlyCollection<PlannedCall> calls) => Task.CompletedTask;
}
