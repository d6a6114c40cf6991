namespace Nodepoint.IspConfig.Model.Rules;

/// <summary>What kind of problem a rule is about.</summary>
public enum RuleKind
{
    /// <summary>A value is not valid.</summary>
    InvalidValue,

    /// <summary>A value that is required is missing.</summary>
    Missing,

    /// <summary>Something else uses the name or address already.</summary>
    Taken,

    /// <summary>The value is valid, but not allowed for this object.</summary>
    NotAllowed,

    /// <summary>Values contradict each other.</summary>
    Conflict,

    /// <summary>What the value refers to was not found.</summary>
    NotFound,

    /// <summary>Something else did not happen within the time limit.</summary>
    TimedOut,
}
