using System.Text.Json;
using Nodepoint.IspConfig.Clients;

namespace Nodepoint.IspConfig.Model;

/// <summary>A kind of object on the panel, independent of its record type.</summary>
public interface IPanelNoun
{
    /// <summary>The kind of object, as used in sentences.</summary>
    string Title { get; }

    /// <summary>The record's type.</summary>
    Type RecordType { get; }

    /// <summary>The table of the panel's database.</summary>
    string Table { get; }

    /// <summary>The column of the record's ID.</summary>
    string IdColumn { get; }

    /// <summary>The panel's form, as in forms.json.</summary>
    string Form { get; }

    /// <summary>The common prefix of the panel's functions.</summary>
    string Functions { get; }

    /// <summary>The parameter for a record's ID when it is read.</summary>
    string ReadParameter { get; }

    /// <summary>The noun of its cmdlets; null if it has none.</summary>
    string? CmdletNoun { get; }

    /// <summary>Whether records of the administrator are meant for the use of all clients.</summary>
    bool IsForEverybody { get; }

    /// <summary>The columns, by ordinal.</summary>
    IReadOnlyList<PanelColumn> Columns { get; }

    /// <summary>Whether clients can own it.</summary>
    bool IsOwned { get; }

    /// <summary>Whether all rows of the table belong to this noun.</summary>
    bool IsWholeTable { get; }

    /// <summary>Lists the records of an owner.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>Each record with the call that removes it.</returns>
    Task<IReadOnlyList<Dependent>> OwnedAsync(Owner owner, PanelLookup lookup, CancellationToken cancel);

    /// <summary>Writes what a new record sends for every column that is not specified.</summary>
    /// <param name="writer">The writer, inside an object.</param>
    void WriteBlank(Utf8JsonWriter writer);

    /// <summary>Counts a client's records against its limits.</summary>
    /// <param name="client">The client.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The use of each limit.</returns>
    Task<IReadOnlyList<LimitUse>> UseAsync(Client client, PanelLookup lookup, CancellationToken cancel);

    /// <summary>Whether records of the noun count against limits of clients.</summary>
    internal bool HasLimits { get; }

    /// <summary>Counts the records of many clients against their limits, with one read of the table.</summary>
    /// <param name="clients">The clients, and what they own things as.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The use of each limit of each client.</returns>
    internal Task<IReadOnlyList<(Client Client, LimitUse Use)>> UsesAsync(IReadOnlyList<(Client Client, Owner Owner)> clients, PanelLookup lookup, CancellationToken cancel);
}
