namespace Nodepoint.IspConfig.Model;

/// <summary>A service of a server.</summary>
public enum ServerService
{
    /// <summary>No specific service.</summary>
    None,

    /// <summary>Mail.</summary>
    Mail,

    /// <summary>Websites.</summary>
    Web,

    /// <summary>DNS.</summary>
    Dns,

    /// <summary>Databases.</summary>
    Database,
}
