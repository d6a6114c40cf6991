using Nodepoint.IspConfig.Model;

namespace Nodepoint.PowerShell.Connection;

/// <summary>A permission that a remote user needs to run cmdlets.</summary>
/// <param name="Permission">The permission, as named in the panel's form (System, Remote Users).</param>
/// <param name="Functions">The functions of the remote API that need it.</param>
/// <param name="Commands">The cmdlets that call these functions.</param>
[TableView("Permission:38 Commands")]
public sealed record RequiredPermission(string Permission, string[] Functions, string[] Commands)
{
    /// <summary>The name of the permission.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Permission;
}
