using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.PowerShell.Rows;

/// <summary>Finds the record that a row changes, in its turn.</summary>
internal static class RowTarget
{
    /// <summary>Reads the record, and waits for the rows before that change the same one.</summary>
    /// <typeparam name="T">The record's type.</typeparam>
    /// <param name="row">The row.</param>
    /// <param name="read">Reads the record as it is now.</param>
    /// <param name="cancel">Cancels the reads and waits.</param>
    /// <returns>The record as it is when it is the row's turn.</returns>
    /// <exception cref="PanelException">The record was not found.</exception>
    public static async Task<T> ReadAsync<T>(Row row, Func<CancellationToken, Task<T>> read, CancellationToken cancel) where T : PanelObject
    {
        var turn = row.Turn!;
        T found;
        try { found = await read(cancel).ConfigureAwait(false); }
        // A row before may create or rename it.
        catch (PanelException problem) when (problem.Kind == FaultKind.NotFound)
        {
            if (!await turn.WaitForEarlierAsync(cancel).ConfigureAwait(false)) throw;
            found = await read(cancel).ConfigureAwait(false);
        }

        return await turn.EnterAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{row.Panel.Connection.Uri} {found.Id}"), cancel).ConfigureAwait(false) ? await read(cancel).ConfigureAwait(false) : found;
    }
}
