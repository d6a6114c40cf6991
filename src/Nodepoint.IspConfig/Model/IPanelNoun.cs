using System.Text.Json;
using Nodepoint.IspConfig.Clients;

namespace Nodepoint.IspConfig.Model;

/// <summary>A kind of thing the panel keeps, whatever its record.</summary>
public interface IPanelNoun
{
    /// <summary>What people call it in a sentence.</summary>
    string Title { get; }

    /// <summary>The record's type.</summary>
    Type RecordType { get; }

    /// <summary>The table of the panel's database.</summary>
    string Table { get; }

    /// <summary>The column of the record's number.</summary>
    string IdColumn { get; }

    /// <summary>The panel's form, as in forms.json.</summary>
    string Form { get; }

    /// <summary>What the panel's functions begin with.</summary>
    string Functions { get; }

    /// <summary>The noun of its cmdlets; null where it has none.</summary>
    string? CmdletNoun { get; }

    /// <summary>Its columns, by ordinal.</summary>
    IReadOnlyList<PanelColumn> Columns { get; }

    /// <summary>Whether a client can own it.</summary>
    bool IsOwned { get; }

    /// <summary>Whether all rows of its table are of it.</summary>
    bool IsWholeTable { get; }

    /// <summary>What an owner has of it.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="lookup">The panel.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>Each record with the call that removes it.</returns>
    Task<IReadOnlyList<Dependent>> OwnedAsync(Owner owner, PanelLookup lookup, CancellationToken cancel);

    /// <summary>Writes what a new record sends for everything that is not given.</summary>
    /// <param name="writer">The writer, inside an object.</param>
    void WriteBlank(Utf8JsonWriter writer);

    /// <summary>What a client has of it against its limits.</summary>
    /// <param name="client">The client.</param>
    /// <param name="lookup">The panel.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>Each limit that it counts against.</returns>
    Task<IReadOnlyList<LimitUse>> UseAsync(Client client, PanelLookup lookup, CancellationToken cancel);
}
