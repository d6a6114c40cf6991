using Microsoft.AspNetCore.Connections;

namespace Nodepoint.Sandbox.Hosting;

/// <summary>An open connection. Requests find theirs in the features of the HTTP context.</summary>
internal sealed class Line(ConnectionContext connection)
{
    private volatile bool isCut;

    /// <summary>Whether it was aborted, so that its requests are not carried out any more.</summary>
    public bool IsCut => isCut;

    public void Cut()
    {
        isCut = true;
        connection.Abort();
    }
}
