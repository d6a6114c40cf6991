namespace Nodepoint.Bench;

/// <summary>Repeats a piece of work and keeps how fast it was, how much processor time of this process it took and how much memory it asked for.</summary>
internal sealed class Runner(string what, int objects, Func<TimeSpan> work)
{
    private readonly List<double> _processor = [];
    private readonly List<double> _allocated = [];

    public List<double> Speeds { get; } = [];

    public void Run(bool counts)
    {
        // What the last piece of work left behind is not this one's.
        GC.Collect();
        var (processor, allocated) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));
        var taken = work();
        if (!counts) return;
        Speeds.Add(objects / taken.TotalSeconds);
        _processor.Add((Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / objects);
        _allocated.Add((double)(GC.GetTotalAllocatedBytes(precise: true) - allocated) / objects);
    }

    /// <summary>How many times as fast as another it was: the median over the runs, each held against the other's of the same round.</summary>
    public double Over(Runner other) => Ratios(other).Median();

    public string RatioTo(Runner other) => $"{Over(other):f2}   ({Ratios(other).Runs("f2")})";

    public override string ToString() => $"{what}: {Speeds.Median():f0}/s, {_processor.Median():f0} us of processor time and {_allocated.Median():f0} bytes each   ({Speeds.Runs("f0")})";

    private IEnumerable<double> Ratios(Runner other) => Speeds.Zip(other.Speeds, (mine, others) => mine / others);
}
