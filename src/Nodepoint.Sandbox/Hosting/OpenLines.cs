using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace Nodepoint.Sandbox.Hosting;

/// <summary>The open connections.</summary>
internal sealed class OpenLines
{
    private readonly ConcurrentDictionary<Line, bool> lines = new();

    /// <summary>Tracks a connection while it is open.</summary>
    public ConnectionDelegate Watch(ConnectionDelegate next) => async connection =>
    {
        var line = new Line(connection);
        connection.Features.Set(line);
        lines[line] = true;
        try
        {
            await next(connection);
        }
        finally
        {
            lines.TryRemove(line, out _);
        }
    };

    /// <summary>Aborts all connections except one.</summary>
    public void CloseAllExcept(Line? spared)
    {
        foreach (var line in lines.Keys)
            if (line != spared) line.Cut();
    }
}
