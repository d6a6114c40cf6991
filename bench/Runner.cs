namespace Nodepoint.Bench;

/// <summary>Repeats a piece of work and keeps how fast it was and how much processor time of this process it took.</summary>
internal sealed class Runner(int objects, Func<TimeSpan> work)
{
    private readonly List<double> _processor = [];

    public List<double> Speeds { get; } = [];

    public void Run(bool counts)
    {
        var before = Environment.CpuUsage.TotalTime;
        var speed = objects / work().TotalSeconds;
        var processor = (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / objects;
        if (!counts) return;
        Speeds.Add(speed);
        _processor.Add(processor);
    }

    public override string ToString() => $"{Speeds.Median():f0}/s, {_processor.Median():f0} us of processor time each   ({Speeds.Runs("f0")})";
}
