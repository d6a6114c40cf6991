using Microsoft.AspNetCore.Connections;

namespace Nodepoint.Sandbox.Hosting;

/// <summary>One open connection. Calls find the one they came in by among the features of their context.</summary>
internal sealed class Line(ConnectionContext connection)
{
    private volatile bool isCut;

    /// <summary>Whether it was cut: what came in by it is not done any more.</summary>
    public bool IsCut => isCut;

    public void Cut()
    {
        isCut = true;
        connection.Abort();
    }
}
