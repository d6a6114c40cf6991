namespace Nodepoint.IspConfig.Model;

/// <summary>What a server of the panel does for its clients.</summary>
public enum ServerService
{
    /// <summary>Nothing in particular.</summary>
    None,

    /// <summary>It keeps mail.</summary>
    Mail,

    /// <summary>It serves websites.</summary>
    Web,

    /// <summary>It answers DNS.</summary>
    Dns,

    /// <summary>It keeps databases.</summary>
    Database,
}
