namespace Nodepoint.IspConfig.Panel.Faults;

/// <summary>The kind of a fault, derived from the panel's texts.</summary>
public enum FaultKind
{
    /// <summary>The account or its password was not accepted, or the account may not log in from this address.</summary>
    LoginFailed,

    /// <summary>The panel locked out this address after too many failures; <see cref="PanelException.RetryAfter"/> is the time to wait.</summary>
    LockedOut,

    /// <summary>The connection was closed, or the panel does not accept the session.</summary>
    SessionEnded,

    /// <summary>The remote user lacks the permission; <see cref="PanelException.PermissionGroup"/> names the one to enable.</summary>
    PermissionDenied,

    /// <summary>The panel rejected values; <see cref="PanelException.Problems"/> lists them.</summary>
    Validation,

    /// <summary>The object already exists. Nothing was written.</summary>
    Duplicate,

    /// <summary>The object exists with other values than requested, and their origin is unknown. Nothing more was written.</summary>
    Conflict,

    /// <summary>The requested object was not found.</summary>
    NotFound,

    /// <summary>The panel does not have the function.</summary>
    UnknownFunction,

    /// <summary>The panel could not be reached. If it was a write, it did not happen.</summary>
    Unreachable,

    /// <summary>A write was sent and its outcome is unknown.</summary>
    OutcomeUnknown,

    /// <summary>The panel's database refused the statement. The statement is never shown because it contains values.</summary>
    DatabaseError,

    /// <summary>The panel refused for another reason, stated in the message.</summary>
    Refused,

    /// <summary>The response could not be read, even after retries.</summary>
    BadReply,

    /// <summary>The panel's certificate is not trusted.</summary>
    Certificate,

    /// <summary>The connection is read-only. Nothing was sent.</summary>
    ReadOnly,

    /// <summary>The connection is a client's, and the call is not limited to what belongs to the client. Nothing was sent.</summary>
    NotOwn,

    /// <summary>An option of the connection or an argument of the call is not valid. Nothing was sent.</summary>
    InvalidArgument,
}
