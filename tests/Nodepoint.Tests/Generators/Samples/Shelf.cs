using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Stores;

/// <summary>A shelf.</summary>
[PanelObject("store_shelf", Form = "store/shelf", IdColumn = "shelf_id", Owned = false, Noun = "NpShelf", Title = "shelf", View = "Id:5> Name:30")]
public sealed partial record Shelf : PanelObject
{
    /// <summary>Name of the shelf; the natural key.</summary>
    [Column("name"), Key, Required(Position = 0)] public string Name { get; init; } = "";
}
