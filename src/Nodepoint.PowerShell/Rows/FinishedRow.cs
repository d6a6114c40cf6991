using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.PowerShell.Rows;

/// <summary>Finds out whether a row that an earlier run may have sent is carried out.</summary>
internal static class FinishedRow
{
    /// <summary>Completes a row whose plan has nothing left to send.</summary>
    /// <typeparam name="T">The record's type.</typeparam>
    /// <param name="row">The row.</param>
    /// <param name="plan">The plan, made from what the panel shows now.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>Whether the panel shows that the row is carried out.</returns>
    public static async Task<bool> TryAsync<T>(Row row, WritePlan<T> plan, CancellationToken cancel) where T : PanelObject
    {
        if (!plan.IsCarriedOut) return false;
        var (_, record) = await plan.CarryOutAsync(row, cancel).ConfigureAwait(false);
        if (record is not null) row.Keep(record.Id);
        return true;
    }
}
