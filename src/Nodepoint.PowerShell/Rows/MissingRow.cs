namespace Nodepoint.PowerShell.Rows;

/// <summary>A row that an earlier run may have sent and that is not in the input any more, made again from what it is about and from the command line.</summary>
/// <param name="Work">Its work.</param>
/// <param name="Given">Its parameters, by name: it is that row only if the earlier run had the same ones.</param>
internal sealed record MissingRow(RowWork Work, IEnumerable<KeyValuePair<string, object?>> Given);
