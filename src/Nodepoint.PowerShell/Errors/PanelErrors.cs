using System.Management.Automation;
using Nodepoint.IspConfig.Bulk.Journals;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Errors;

/// <summary>Creates error records with a stable ID, the matching category, and the row as target. about_Nodepoint_Errors lists the IDs.</summary>
internal static class PanelErrors
{
    /// <summary>Whether an exception has a message for the user, and is not a bug of the module.</summary>
    public static bool IsExpected(Exception problem) => problem is PanelException or RuleException or IOException or UnauthorizedAccessException;

    /// <summary>Whether an exception on the pipeline's thread is an error of its row, so that the command continues: all but those of PowerShell, which end the pipeline.</summary>
    public static bool IsOfRow(Exception problem) => problem is not (RuntimeException or FlowControlException or JournalException or OutOfMemoryException);

    /// <summary>The error record for an exception.</summary>
    public static ErrorRecord Record(Exception problem, object? target) => problem switch
    {
        PanelException panel => new ErrorRecord(panel, panel.Kind.ToString(), Category(panel.Kind), target) { ErrorDetails = new ErrorDetails(panel.Message) },
        RuleException broken => new ErrorRecord(broken, broken.Rule.Id, Category(broken.Rule.Kind), target),
        _ when IsExpected(problem) => new ErrorRecord(problem, "InvalidValue", ErrorCategory.InvalidData, target),
        // The message of the exception may quote a value of the row, which can be a secret.
        _ => new ErrorRecord(problem, "InternalError", ErrorCategory.NotSpecified, target)
        {
            ErrorDetails = new ErrorDetails($"An internal error occurred in Nodepoint: {problem.GetType().Name}. It is a bug of the module. Please report it with the output of: $Error[0] | Format-List * -Force"),
        },
    };

    /// <summary>An error record without texts that look like passwords; the same one if it does not have them.</summary>
    public static ErrorRecord Without(ErrorRecord error, IReadOnlyList<string>? hidden)
    {
        if (hidden is null) return error;
        var message = error.ErrorDetails?.Message ?? error.Exception.Message;
        var id = error.FullyQualifiedErrorId.Split(',')[0];
        // The exception and the target have them too.
        return new ErrorRecord(new RowException(id, PossibleSecret.Remove(message, hidden)), id, error.CategoryInfo.Category, PossibleSecret.Hidden);
    }

    /// <summary>The error record for a journal that cannot be used.</summary>
    public static ErrorRecord Of(JournalException problem, object? target = null) => new(problem, "JournalNotUsable", ErrorCategory.InvalidOperation, target);

    /// <summary>The error record for a panel that is not connected.</summary>
    public static ErrorRecord NotConnected(PSInvalidOperationException problem, object? target) => new(problem, "NotConnected", ErrorCategory.ConnectionError, target);

    /// <summary>The error of a command that ran on one of several panels: its message names the panel.</summary>
    /// <param name="error">The error.</param>
    /// <param name="panel">The name of the panel.</param>
    public static ErrorRecord OnPanel(ErrorRecord error, string panel)
        => new(error.Exception, error.FullyQualifiedErrorId.Split(',')[0], error.CategoryInfo.Category, error.TargetObject) { ErrorDetails = new ErrorDetails(OnPanel(error.ErrorDetails?.Message ?? error.Exception.Message, panel)) };

    /// <summary>The message of a command that ran on one of several panels, with the name of the panel.</summary>
    /// <param name="message">The message.</param>
    /// <param name="panel">The name of the panel.</param>
    public static string OnPanel(string message, string panel) => message.Contains($"anel '{panel}'", StringComparison.Ordinal) ? message : $"Panel '{panel}': {message}";

    private static ErrorCategory Category(RuleKind kind) => kind switch
    {
        RuleKind.InvalidValue => ErrorCategory.InvalidData,
        RuleKind.Missing or RuleKind.Conflict => ErrorCategory.InvalidArgument,
        RuleKind.Taken => ErrorCategory.ResourceExists,
        RuleKind.NotFound => ErrorCategory.ObjectNotFound,
        RuleKind.TimedOut => ErrorCategory.OperationTimeout,
        _ => ErrorCategory.InvalidOperation,
    };

    private static ErrorCategory Category(FaultKind kind) => kind switch
    {
        FaultKind.LoginFailed or FaultKind.LockedOut or FaultKind.SessionEnded => ErrorCategory.AuthenticationError,
        FaultKind.Certificate => ErrorCategory.SecurityError,
        FaultKind.PermissionDenied or FaultKind.ReadOnly or FaultKind.NotOwn => ErrorCategory.PermissionDenied,
        FaultKind.Validation => ErrorCategory.InvalidData,
        FaultKind.InvalidArgument => ErrorCategory.InvalidArgument,
        FaultKind.Duplicate or FaultKind.Conflict => ErrorCategory.ResourceExists,
        FaultKind.NotFound => ErrorCategory.ObjectNotFound,
        FaultKind.UnknownFunction => ErrorCategory.NotImplemented,
        FaultKind.Unreachable => ErrorCategory.ConnectionError,
        FaultKind.OutcomeUnknown => ErrorCategory.OperationTimeout,
        FaultKind.BadReply => ErrorCategory.ProtocolError,
        _ => ErrorCategory.InvalidOperation,
    };
}
