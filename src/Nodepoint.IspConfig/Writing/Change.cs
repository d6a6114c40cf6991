using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Writing;

/// <summary>A change of a record.</summary>
/// <typeparam name="T">The record's type.</typeparam>
/// <param name="Target">The record to change.</param>
/// <param name="Requested">A record with the new values of the specified columns, and the additional fields to set.</param>
/// <param name="Given">The specified columns.</param>
public sealed record Change<T>(Reference<T> Target, T Requested, ColumnSet Given) where T : PanelObject
{
    /// <summary>The new owner; null to keep the owner.</summary>
    public Reference<Client>? Owner { get; init; }

    /// <summary>The record as it was just read; null to read it.</summary>
    public T? Before { get; init; }

    /// <summary>Sets the records that the new values refer to; null if they refer to none.</summary>
    public Linker<T>? Linker { get; init; }

    /// <summary>Describes what is changed, in words and without secrets: "Quota from 1 GB to 5 GB".</summary>
    /// <param name="noun">The noun.</param>
    /// <param name="before">The record as it is; null if it is not known.</param>
    /// <returns>One text for each change.</returns>
    public IEnumerable<string> Members(PanelNoun<T> noun, T? before)
        => Given.Select(ordinal => ChangeText<T>.Of(noun, ordinal, before, Requested)).Concat(Requested.AdditionalFields.Keys).Concat(Owner is null ? [] : [$"owner to client {Owner}"]);
}
