using System.Management.Automation;
using Nodepoint.IspConfig.Bulk.Journals;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.PowerShell.Errors;

/// <summary>Errors as PowerShell has them: a stable id, the right category, the row as target.</summary>
internal static class PanelErrors
{
    /// <summary>Whether a problem is one of a row, told in a message, rather than a mistake of ours.</summary>
    public static bool IsExpected(Exception problem) => problem is PanelException or FormatException or ArgumentException or IOException or UnauthorizedAccessException;

    /// <summary>The error record of a problem.</summary>
    public static ErrorRecord Record(Exception problem, object? target) => problem is PanelException panel
        ? new ErrorRecord(panel, panel.Kind.ToString(), Category(panel.Kind), target) { ErrorDetails = new ErrorDetails(panel.Message) }
        : new ErrorRecord(problem, "InvalidValue", ErrorCategory.InvalidData, target);

    /// <summary>The error record of a journal that cannot be used.</summary>
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
