namespace Nodepoint.IspConfig.Panel.Faults;

/// <summary>What went wrong. The panel gives texts only; this is what they come down to.</summary>
public enum FaultKind
{
    /// <summary>The account or its password is not accepted, or it may not log in from here.</summary>
    LoginFailed,

    /// <summary>Too many failures came from this address; <see cref="PanelException.RetryAfter"/> says how long to wait.</summary>
    LockedOut,

    /// <summary>The connection was closed, or the panel accepts no session.</summary>
    SessionEnded,

    /// <summary>The remote user lacks the permission; <see cref="PanelException.PermissionGroup"/> says which to tick.</summary>
    PermissionDenied,

    /// <summary>The panel does not accept values; <see cref="PanelException.Problems"/> says which and why.</summary>
    Validation,

    /// <summary>There is such an object already. Nothing was written.</summary>
    Duplicate,

    /// <summary>There is such an object, with other values than were wanted, and it is not known whose they are. Nothing more was written.</summary>
    Conflict,

    /// <summary>What was asked for is not there.</summary>
    NotFound,

    /// <summary>The panel does not have the function.</summary>
    UnknownFunction,

    /// <summary>The panel could not be reached. If it was a write, it did not happen.</summary>
    Unreachable,

    /// <summary>A write was sent and it is not known whether it happened.</summary>
    OutcomeUnknown,

    /// <summary>The panel's database refused the statement. What the statement was is never told: it carries values.</summary>
    DatabaseError,

    /// <summary>The panel refused for another reason, which the message tells.</summary>
    Refused,

    /// <summary>The answer could not be understood, also after trying again.</summary>
    BadReply,

    /// <summary>The panel's certificate is not the one to trust.</summary>
    Certificate,
}
