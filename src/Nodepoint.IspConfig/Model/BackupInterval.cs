namespace Nodepoint.IspConfig.Model;

/// <summary>How often something is backed up.</summary>
public enum BackupInterval
{
    /// <summary>Never.</summary>
    [Word("none")] None,

    /// <summary>Every day.</summary>
    [Word("daily")] Daily,

    /// <summary>Every week.</summary>
    [Word("weekly")] Weekly,

    /// <summary>Every month.</summary>
    [Word("monthly")] Monthly,
}
