namespace Nodepoint.Bench;

/// <summary>Repeats a piece of work and records its speed, processor time and allocated memory.</summary>
internal sealed class Runner(string what, int objects, Func<TimeSpan> work)
{
    private readonly List<double> _processor = [];
    private readonly List<double> _allocated = [];

    public List<double> Speeds { get; } = [];

    public void Run(bool counts)
    {
        // Garbage of the previous work must not count.
        GC.Collect();
        var (processor, allocated) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));
        var taken = work();
        if (!counts) return;
        Speeds.Add(objects / taken.TotalSeconds);
        _processor.Add((Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / objects);
        _allocated.Add((double)(GC.GetTotalAllocatedBytes(precise: true) - allocated) / objects);
    }

    /// <summary>The speed relative to another runner: the median of the ratios of the runs of the same round.</summary>
    public double Over(Runner other) => Ratios(other).Median();

    public string RatioTo(Runner other) => $"{Over(other):f2}   ({Ratios(other).Runs("f2")})";

    public override string ToString() => $"{what}: {Speeds.Median():f0}/s, {_processor.Median():f0} us of processor time and {_allocated.Median():f0} bytes each   ({Speeds.Runs("f0")})";

    private IEnumerable<double> Ratios(Runner other) => Speeds.Zip(other.Speeds, (mine, others) => mine / others);
}
