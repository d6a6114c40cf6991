namespace Nodepoint.IspConfig.Dns.Policies;

/// <summary>What is wrong with a policy.</summary>
/// <param name="Kind">The rule that it breaks.</param>
/// <param name="Text">What is wrong and what to do, to follow the name of the record.</param>
/// <param name="IsAdvice">Whether an RFC only advises against it.</param>
internal sealed record PolicyProblem(DnsConflictKind Kind, string Text, bool IsAdvice)
{
    /// <summary>Whether receivers leave out only the part that is wrong, and use the rest of the policy.</summary>
    public bool IsOfPart { get; init; }

    /// <summary>Whether receivers do not use the policy because of it.</summary>
    public bool IsFatal => !IsAdvice && !IsOfPart;

    /// <summary>A policy that receivers do not use.</summary>
    public static PolicyProblem Error(DnsConflictKind kind, string text) => new(kind, text, IsAdvice: false);

    /// <summary>A policy that receivers use, but not as it seems.</summary>
    public static PolicyProblem Advice(DnsConflictKind kind, string text) => new(kind, text, IsAdvice: true);
}
