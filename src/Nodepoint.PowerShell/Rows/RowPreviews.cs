using Nodepoint.IspConfig.Writing;

namespace Nodepoint.PowerShell.Rows;

/// <summary>
/// Previews the rows of a command so that each sees what those before it would have done. Rows are planned side by side; only a row that read
/// what a row before it would have changed is planned again.
/// </summary>
internal sealed class RowPreviews
{
    private Task _earlier = Task.CompletedTask;

    /// <summary>Gives the next row of the input its place.</summary>
    /// <param name="work">The row's work.</param>
    /// <returns>Previews the row.</returns>
    public Func<Row, CancellationToken, Task> Next(RowWork work)
    {
        var (earlier, ended) = (_earlier, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _earlier = ended.Task;
        return async (row, cancel) =>
        {
            try
            {
                var plan = await PlanAsync(row, work, earlier, cancel).ConfigureAwait(false);
                row.Preview = (plan.Target, plan.Lines);
            }
            finally { ended.TrySetResult(); }
        };
    }

    /// <summary>Plans a row and makes the checks of the real run.</summary>
    /// <param name="row">The row.</param>
    /// <param name="work">Its work.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The plan.</returns>
    public static async Task<WritePlan> CheckAsync(Row row, RowWork work, CancellationToken cancel)
    {
        var plan = await work.PlanAsync(row, cancel).ConfigureAwait(false);
        await plan.CheckAsync(row, cancel).ConfigureAwait(false);
        return plan;
    }

    private static async Task<WritePlan> PlanAsync(Row row, RowWork work, Task earlier, CancellationToken cancel)
    {
        var tables = row.Panel.Lookup.Preview!;
        if (work.IsPlannedInOrder) await earlier.WaitAsync(cancel).ConfigureAwait(false);
        var reads = tables.Begin();
        var planning = CheckAsync(row, work, cancel);
        await ((Task)planning).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await earlier.WaitAsync(cancel).ConfigureAwait(false);
        if (tables.IsStale(reads))
        {
            row.Forget();
            reads = tables.Begin();
            planning = CheckAsync(row, work, cancel);
        }

        var plan = await planning.ConfigureAwait(false);
        await plan.ReserveAsync(row, cancel).ConfigureAwait(false);
        tables.Apply(plan.Changes, reads);
        return plan;
    }
}
