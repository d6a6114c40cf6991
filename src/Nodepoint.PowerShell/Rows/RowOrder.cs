using Nodepoint.IspConfig.Bulk;

namespace Nodepoint.PowerShell.Rows;

/// <summary>
/// Lets rows that change the same record run one at a time, in the order of the input, however they name it: by key, by number, or by the record
/// itself. Which record a row names is known only after it was read, so a row joins the queue of its record when all rows before it have.
/// </summary>
internal sealed class RowOrder
{
    private readonly KeyedQueue<object> _records = new();
    private Task _joined = Task.CompletedTask;
    private Task _ended = Task.CompletedTask;

    /// <summary>Gives the next row of the input its turn. It has to be disposed of when the row is done.</summary>
    /// <returns>The turn.</returns>
    public RowTurn Next()
    {
        var turn = new RowTurn(_records, _joined, _ended);
        (_joined, _ended) = (turn.Joined, turn.AllEnded);
        return turn;
    }
}
