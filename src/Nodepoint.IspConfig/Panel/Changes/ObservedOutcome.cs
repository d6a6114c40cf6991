namespace Nodepoint.IspConfig.Panel.Changes;

/// <summary>Whether the panel carried out a call.</summary>
public enum ObservedOutcome
{
    /// <summary>It did.</summary>
    Done,

    /// <summary>It did not: it refused the call, or could not be reached.</summary>
    Failed,

    /// <summary>It is not known, because the response was lost or nobody waited for it.</summary>
    Unknown,
}
