using System.Collections.Concurrent;
using Nodepoint.Sandbox.Functions;
using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Wire;

/// <summary>How often each function was called since the start or the last reset.</summary>
internal sealed class CallCounts
{
    private readonly ConcurrentDictionary<string, long> counts = new(StringComparer.Ordinal);
    private long total;

    public void Add(string function)
    {
        Interlocked.Increment(ref total);
        // Unknown names count only in the total, so that a client cannot fill the memory.
        if (FunctionTable.Find(function) is not null) counts.AddOrUpdate(function, 1, static (_, count) => count + 1);
    }

    public void Clear()
    {
        counts.Clear();
        Interlocked.Exchange(ref total, 0);
    }

    /// <summary>The counts as a response, with the number of failed logins and sessions.</summary>
    public PhpArray ToArray(long failures)
    {
        var array = new PhpArray();
        foreach (var (function, count) in counts.OrderBy(c => c.Key, StringComparer.Ordinal)) array[function] = count;
        array["total"] = Interlocked.Read(ref total);
        array["logins"] = counts.GetValueOrDefault("login");
        array["failures"] = failures;
        return array;
    }
}
