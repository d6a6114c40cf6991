namespace Nodepoint.IspConfig.State;

/// <summary>Counts what is done with a state, for those who wait. It is safe for several threads.</summary>
internal sealed class StateProgress
{
    private string _what = "";
    private int _done;
    private int _total;

    /// <summary>What is done now.</summary>
    public string What => Volatile.Read(ref _what);

    /// <summary>How much of it is done.</summary>
    public int Done => Volatile.Read(ref _done);

    /// <summary>How much there is; 0 if it is not known.</summary>
    public int Total => Volatile.Read(ref _total);

    /// <summary>Begins with something else.</summary>
    /// <param name="what">What is done: "Reading panel 'prod'".</param>
    /// <param name="total">How much there is; 0 if it is not known.</param>
    public void Begin(string what, int total = 0)
    {
        Volatile.Write(ref _done, 0);
        Volatile.Write(ref _total, total);
        Volatile.Write(ref _what, what);
    }

    /// <summary>Counts one.</summary>
    public void Add() => Interlocked.Increment(ref _done);
}
