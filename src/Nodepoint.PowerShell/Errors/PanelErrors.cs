using System.Management.Automation;
using Nodepoint.IspConfig.Bulk.Journals;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.PowerShell.Errors;

/// <summary>Creates error records with a stable ID, the matching category, and the row as target.</summary>
internal static class PanelErrors
{
    /// <summary>Whether an exception is an error of a row with a message for the user, and not a bug of the module.</summary>
    public static bool IsExpected(Exception problem) => problem is PanelException or FormatException or ArgumentException or IOException or UnauthorizedAccessException;

    /// <summary>The error record for an exception.</summary>
    public static ErrorRecord Record(Exception problem, object? target) => problem is PanelException panel
        ? new ErrorRecord(panel, panel.Kind.ToString(), Category(panel.Kind), target) { ErrorDetails = new ErrorDetails(panel.Message) }
        : new ErrorRecord(problem, "InvalidValue", ErrorCategory.InvalidData, target);

    /// <summary>The error record for a journal that cannot be used.</summary>
    public static ErrorRecord Of(JournalException problem, object? target = null) => new(problem, "JournalNotUsable", ErrorCategory.InvalidOperation, target);

    private static ErrorCategory Category(FaultKind kind) => kind switch
    {
        FaultKind.LoginFailed or FaultKind.LockedOut or FaultKind.SessionEnded => ErrorCategory.AuthenticationError,
        FaultKind.Certificate => ErrorCategory.SecurityError,
        FaultKind.PermissionDenied => ErrorCategory.PermissionDenied,
        FaultKind.Validation => ErrorCategory.InvalidData,
        FaultKind.Duplicate or FaultKind.Conflict => ErrorCategory.ResourceExists,
        FaultKind.NotFound => ErrorCategory.ObjectNotFound,
        FaultKind.UnknownFunction => ErrorCategory.NotImplemented,
        FaultKind.Unreachable => ErrorCategory.ConnectionError,
        FaultKind.OutcomeUnknown => ErrorCategory.OperationTimeout,
        FaultKind.BadReply => ErrorCategory.ProtocolError,
        _ => ErrorCategory.InvalidOperation,
    };
}
