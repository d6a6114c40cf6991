using System.Text.Json;

namespace Nodepoint.IspConfig.Model;

// What a preview checks because the panel would.
public abstract partial class PanelNoun<T>
{
    /// <summary>The columns of a record as the panel stores them.</summary>
    internal Dictionary<string, string?> RowOf(T value)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            Write(writer, value, Written.Except(Secrets));
            writer.WriteEndObject();
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return PanelRow.Of(document.RootElement);
    }

    /// <summary>Finds what a function of the panel would refuse, beyond the checks of its form.</summary>
    /// <param name="before">The record as it is; null for a new one.</param>
    /// <param name="after">The record as it is to be.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The panel's words; null if it would accept the record.</returns>
    internal virtual ValueTask<string?> FindConflictAsync(T? before, T after, PanelLookup lookup, CancellationToken cancel) => new((string?)null);

    /// <summary>Makes a check of the panel's form that is a function of its own.</summary>
    /// <param name="function">The panel's function, such as validate_client::username_unique.</param>
    /// <param name="column">The column.</param>
    /// <param name="value">Its value.</param>
    /// <param name="before">The record as it is; null for a new one.</param>
    /// <param name="after">The record as it is to be.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The key of the error; empty for the one in the form, null if the value passes.</returns>
    internal virtual ValueTask<string?> FindFormErrorAsync(string function, string column, string value, T? before, T after, PanelLookup lookup, CancellationToken cancel) => new((string?)null);
}
