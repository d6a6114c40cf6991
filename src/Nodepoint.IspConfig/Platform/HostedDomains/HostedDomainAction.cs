namespace Nodepoint.IspConfig.Platform.HostedDomains;

/// <summary>What was done in a step of a hosted domain.</summary>
public enum HostedDomainAction
{
    /// <summary>The object was created, and is there.</summary>
    Created,

    /// <summary>The object was there already, and is as it should be.</summary>
    Unchanged,

    /// <summary>The object was created, and removed again because a later step failed.</summary>
    Undone,

    /// <summary>The step failed.</summary>
    Failed,
}
