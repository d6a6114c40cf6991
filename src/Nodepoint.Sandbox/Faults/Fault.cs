namespace Nodepoint.Sandbox.Faults;

/// <summary>What happens to a call on its way or on its way back. In the order a draw goes through them.</summary>
internal enum Fault
{
    /// <summary>The connection is cut, and nothing of the call was done.</summary>
    DropBefore,

    /// <summary>The call is done, and the connection is cut instead of an answer.</summary>
    DropAfter,

    /// <summary>HTTP 500 without a word; half of the calls were done before.</summary>
    EmptyServerError,

    /// <summary>HTTP 502 with the page of a web server; half of the calls were done before.</summary>
    BadGateway,

    /// <summary>The answer ends before its announced length, and so does the connection.</summary>
    Truncate,

    /// <summary>A warning of PHP stands in front of the answer.</summary>
    WarningPrefix,
}
