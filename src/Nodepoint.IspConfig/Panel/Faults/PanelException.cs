using System.Diagnostics.CodeAnalysis;

namespace Nodepoint.IspConfig.Panel.Faults;

/// <summary>A call of the panel that did not come off: what happened and what to do.</summary>
/// <remarks>Neither the message nor any member holds a password, a session id or a database statement.</remarks>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "It always has a kind and a function.")]
public sealed class PanelException : Exception
{
    /// <summary>A fault of a kind.</summary>
    /// <param name="kind">What it comes down to.</param>
    /// <param name="function">The panel's function that was called.</param>
    /// <param name="message">What happened and what to do; nothing secret.</param>
    /// <param name="inner">What it was caused by, if that may be shown.</param>
    public PanelException(FaultKind kind, string function, string message, Exception? inner = null) : base(message, inner)
    {
        Kind = kind;
        Function = function;
    }

    /// <summary>What it comes down to.</summary>
    public FaultKind Kind { get; }

    /// <summary>The panel's function that was called.</summary>
    public string Function { get; }

    /// <summary>The column it is about, where there is exactly one.</summary>
    public string? Column { get; init; }

    /// <summary>The values that were not accepted; empty for most kinds.</summary>
    public IReadOnlyList<ValidationProblem> Problems { get; init; } = [];

    /// <summary>With <see cref="FaultKind.PermissionDenied"/>: what to tick for the remote user, as the panel's form calls it.</summary>
    public string? PermissionGroup { get; init; }

    /// <summary>With <see cref="FaultKind.LockedOut"/>: how long to wait, at most.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the same call may well come off in a moment and may be sent again without harm.</summary>
    internal bool Transient { get; init; }

    /// <summary>Whether the panel has not come to the question at all, so that the fault says nothing of the record it was about.</summary>
    public bool IsUnanswered => Kind is FaultKind.Unreachable or FaultKind.SessionEnded or FaultKind.LoginFailed or FaultKind.LockedOut
        or FaultKind.PermissionDenied or FaultKind.Certificate or FaultKind.BadReply or FaultKind.OutcomeUnknown;

    /// <summary>What a caller throws that found nothing.</summary>
    /// <param name="function">The function that was asked.</param>
    /// <param name="what">What was looked for, such as <c>mailbox info@example.com</c>.</param>
    public static PanelException NotFound(string function, string what) =>
        new(FaultKind.NotFound, function, $"The panel has no {what}.");

    /// <summary>The same fault for another caller: exceptions are not shared between threads.</summary>
    internal PanelException Again() => new(Kind, Function, Message, InnerException)
    {
        Column = Column, Problems = Problems, PermissionGroup = PermissionGroup, RetryAfter = RetryAfter,
    };
}
