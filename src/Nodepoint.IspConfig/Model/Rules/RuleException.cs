using System.Diagnostics.CodeAnalysis;

namespace Nodepoint.IspConfig.Model.Rules;

/// <summary>An input breaks a rule of this library, so nothing was sent for it.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "It always has a rule.")]
public sealed class RuleException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="message">What is wrong and what to do; without secrets.</param>
    /// <param name="inner">The cause, if it may be shown.</param>
    public RuleException(Rule rule, string message, Exception? inner = null) : base(message, inner)
    {
        ArgumentNullException.ThrowIfNull(rule);
        Rule = rule;
    }

    /// <summary>The rule.</summary>
    public Rule Rule { get; }
}
