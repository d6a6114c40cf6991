namespace Nodepoint.IspConfig.Platform;

/// <summary>The result of a check, from good to bad.</summary>
public enum Verdict
{
    /// <summary>Everything is as it should be.</summary>
    Pass,

    /// <summary>It works, but something should be changed, or could not be checked.</summary>
    Warn,

    /// <summary>Something does not work, or will not work for some.</summary>
    Fail,
}
