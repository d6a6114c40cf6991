using System.Diagnostics.CodeAnalysis;

namespace Nodepoint.IspConfig.Panel.Faults;

/// <summary>A call of the panel that failed: what happened and what to do.</summary>
/// <remarks>Neither the message nor any member contains a password, a session ID or a database statement.</remarks>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "It always has a kind and a function.")]
public sealed class PanelException : Exception
{
    /// <summary>Creates an exception of a kind.</summary>
    /// <param name="kind">The kind of the fault.</param>
    /// <param name="function">The panel's function that was called.</param>
    /// <param name="message">What happened and what to do; without secrets.</param>
    /// <param name="inner">The cause, if it may be shown.</param>
    public PanelException(FaultKind kind, string function, string message, Exception? inner = null) : base(message, inner)
    {
        Kind = kind;
        Function = function;
    }

    /// <summary>The kind of the fault.</summary>
    public FaultKind Kind { get; }

    /// <summary>The panel's function that was called.</summary>
    public string Function { get; }

    /// <summary>The column the fault is about, if there is exactly one.</summary>
    public string? Column { get; init; }

    /// <summary>The rejected values; empty for most kinds.</summary>
    public IReadOnlyList<ValidationProblem> Problems { get; init; } = [];

    /// <summary>With <see cref="FaultKind.PermissionDenied"/>: the permission to enable for the remote user, as named in the panel's form.</summary>
    public string? PermissionGroup { get; init; }

    /// <summary>With <see cref="FaultKind.LockedOut"/>: the maximum time to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the same call may succeed soon and is safe to send again.</summary>
    internal bool Transient { get; init; }

    /// <summary>Whether the panel did not process the request, so that the fault says nothing about the record.</summary>
    public bool IsUnanswered => Kind is FaultKind.Unreachable or FaultKind.SessionEnded or FaultKind.LoginFailed or FaultKind.LockedOut
        or FaultKind.PermissionDenied or FaultKind.Certificate or FaultKind.BadReply or FaultKind.OutcomeUnknown or FaultKind.InvalidArgument or FaultKind.ReadOnly or FaultKind.NotOwn;

    /// <summary>Creates the exception for an object that was not found.</summary>
    /// <param name="function">The function that was called.</param>
    /// <param name="what">The object, such as <c>mailbox 'info@example.com'</c>.</param>
    /// <param name="advice">What to do, in whole sentences; null for nothing.</param>
    public static PanelException NotFound(string function, string what, string? advice = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(what);
        string found = $"{char.ToUpperInvariant(what[0])}{what[1..]} was not found on the panel.";
        return new(FaultKind.NotFound, function, advice is null ? found : $"{found} {advice}");
    }

    /// <summary>A copy of the exception for another caller: exceptions are not shared between threads.</summary>
    internal PanelException Copy() => new(Kind, Function, Message, InnerException)
    {
        Column = Column, Problems = Problems, PermissionGroup = PermissionGroup, RetryAfter = RetryAfter,
    };
}
