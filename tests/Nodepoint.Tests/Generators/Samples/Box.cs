using System.Net;
using System.Security;
using Nodepoint.IspConfig.Keepers;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Passwords;

namespace Nodepoint.IspConfig.Stores;

/// <summary>A box. It has a column of every kind.</summary>
[PanelObject("store_box", Form = "store/box", Table = "store_item", IdColumn = "item_id", IdParameter = "item_id", ReadParameter = "primary_id", OwnerParameter = "keeper_id",
    Noun = "NpBox", Title = "box", Only = "kind=box", Service = ServerService.Web, Status = true, Unique = false, Within = [typeof(Label)], Dependents = [typeof(Label)], Hidden = ["seal"],
    View = "Id:5> Address:30 Weight:9> Active")]
[Counts("BoxLimit")]
[Counts("WoodLimit", If = "IsWooden", What = "wooden box")]
public sealed partial record Box : PanelObject
{
    /// <summary>Address of the box; the natural key.</summary>
    [Column("address", Aliases = ["Place"]), Key(Name = "place"), EndsWithKeyOf(typeof(Shelf), '/', Whole = "Path", Part = "Slot", Name = "OnShelf"), Required(Position = 0)] public string Address { get; init; } = "";

    /// <summary>Label of the box.</summary>
    [Column("label_id"), Link(typeof(Label), Optional = true), KeyPart] public long LabelId { get; init; }

    /// <summary>Weight in grams; -1 is unlimited.</summary>
    [Column("weight_kg", Unit = 1000, HasUnlimited = true, Unlimited = 0, Most = 100), Counts("WeightLimit")] public long Weight { get; init; } = -1;

    /// <summary>Whether the box is in use.</summary>
    [Column("active", Upper = true)] public bool Active { get; init; } = true;

    /// <summary>Whether the box may be opened.</summary>
    [Column("locked", Inverted = true, Digit = true)] public bool Open { get; init; } = true;

    /// <summary>Price of the box.</summary>
    [Column("price")] public decimal Price { get; init; }

    /// <summary>When the box is emptied.</summary>
    [Column("empties")] public DateTimeOffset? Empties { get; init; }

    /// <summary>Marks on the box.</summary>
    [Column("marks", Separator = "\n", Resend = true), CompletedWith("Mark")] public string[] Marks { get; init; } = [];

    /// <summary>Address that reports to the box.</summary>
    [Column("reporter"), CompletedWith(typeof(Label))] public IPAddress? Reporter { get; init; }

    /// <summary>Color of the box.</summary>
    [Column("color")] public Color Color { get; init; }

    /// <summary>Prefix of the name.</summary>
    [Column("name_prefix", Prefix = "#"), PutBeforeName] public string NamePrefix { get; init; } = "";

    /// <summary>Password of the lock.</summary>
    [Column("password"), Secret(Mandatory = true, Hashed = HashedFor.Server)] public SecureString? Password { get; init; }

    /// <summary>Key of the lock.</summary>
    [Column("lock_key"), Secret(Readable = true)] public SecureString? LockKey { get; init; }

    /// <summary>ID of the server.</summary>
    [Column("server_id")] public long ServerId { get; init; } = 1;

    /// <summary>Volume in liters; null on earlier versions of the panel.</summary>
    [Column("volume"), VersionDependent(-1L)] public long? Volume { get; init; }

    /// <summary>Whether it is made of wood; null on later versions of the panel.</summary>
    [Column("wooden"), VersionDependent(false, IsDropped = true)] public bool? Wooden { get; init; }

    /// <summary>Seal for later versions of the panel.</summary>
    [Column("wax", Inverted = true), VersionDependent] public bool? Unsealed { get; init; }

    /// <summary>What makes the row a box.</summary>
    [Column("kind", Internal = true)] public string Kind { get; init; } = "box";

    /// <summary>When the box was made.</summary>
    [Column("made", ReadOnly = true)] public string Made { get; init; } = "";
}

/// <summary>Color of a box.</summary>
public enum Color
{
    /// <summary>Red.</summary>
    [Word("r")] Red,

    /// <summary>Any other color.</summary>
    Other,
}

/// <summary>A label.</summary>
[PanelObject("store_label", Form = "store/label", IdColumn = "label_id", Title = "label")]
public sealed partial record Label : PanelObject
{
    /// <summary>Text of the label; the natural key.</summary>
    [Column("text"), Key] public string Text { get; init; } = "";
}
