namespace Nodepoint.Sandbox.Faults;

/// <summary>What can go wrong with a call or its response, in the order in which a draw checks them.</summary>
internal enum Fault
{
    /// <summary>The connection is closed before the call is carried out.</summary>
    DropBefore,

    /// <summary>The call is carried out, and the connection is closed without a response.</summary>
    DropAfter,

    /// <summary>HTTP 500 with an empty body; half of the calls are carried out.</summary>
    EmptyServerError,

    /// <summary>HTTP 502 with a web server's error page; half of the calls are carried out.</summary>
    BadGateway,

    /// <summary>The response and the connection end before the announced length.</summary>
    Truncate,

    /// <summary>A PHP warning precedes the response.</summary>
    WarningPrefix,
}
