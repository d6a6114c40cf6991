using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Writing;

/// <summary>A record to add.</summary>
/// <typeparam name="T">The record's type.</typeparam>
/// <param name="Value">The record, with default values for the columns that are not specified.</param>
/// <param name="Given">The specified columns.</param>
public sealed record Addition<T>(T Value, ColumnSet Given) where T : PanelObject
{
    /// <summary>The owner; null for the owner of the record it belongs to, or the administrator.</summary>
    public Reference<Client>? Owner { get; init; }

    /// <summary>Sets the records that it refers to; null if it refers to none.</summary>
    public Linker<T>? Linker { get; init; }

    /// <summary>Adds it in another way than with the noun's add function; null for that function.</summary>
    public Adder<T>? Adder { get; init; }

    /// <summary>
    /// Whether it is added beside a record with the same natural key, as some panels have them. Only for nouns whose duplicates the panel accepts, and
    /// if it is known that the panel does not have the record yet.
    /// </summary>
    internal bool IsBeside { get; init; }

    /// <summary>Whether its password was generated for this run, so that a record stored by an earlier run gets the new one.</summary>
    public bool HasNewPassword { get; init; }
}
