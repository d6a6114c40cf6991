using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Keepers;

/// <summary>A keeper, who owns boxes.</summary>
[PanelObject("keeper", Form = "store/keeper", IdColumn = "keeper_id", Owned = false, OwnsRecords = true, Title = "keeper")]
public sealed partial record Keeper : PanelObject
{
    /// <summary>Badge of the keeper; the natural key.</summary>
    [Column("badge"), Key(Name = "badge number")] public string Badge { get; init; } = "";
}
