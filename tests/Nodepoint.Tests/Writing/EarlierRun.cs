using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.Tests.Writing;

/// <summary>The log of a write that an interrupted run may have sent.</summary>
internal sealed class EarlierRun : IWriteLog
{
    public List<string> Lines { get; } = [];

    public List<string> Warnings { get; } = [];

    /// <summary>The follow-up calls that were recorded, and how many writes the panel had seen by then.</summary>
    public List<(string Description, int Writes)> Recorded { get; } = [];

    public Func<int> CountWrites { get; init; } = static () => 0;

    public bool MayBeDone { get; init; } = true;

    public IReadOnlyList<PlannedCall> Unfinished => [];

    public bool IsChecked { get; private set; }

    public void MarkChecked() => IsChecked = true;

    public void MarkSent()
    {
    }

    public void Verbose(string text) => Lines.Add(text);

    public void Warn(string text) => Warnings.Add(text);

    public Task RecordAsync(IReadOnlyCollection<PlannedCall> calls)
    {
        Recorded.AddRange(calls.Select(call => (call.Description, CountWrites())));
        return Task.CompletedTask;
    }
}
