namespace Nodepoint.IspConfig.Model;

/// <summary>A column of a row with which the record that the row names has to agree, such as the folder of a folder's user.</summary>
/// <typeparam name="T">The record's type.</typeparam>
/// <param name="Column">The column's name.</param>
/// <param name="Value">The column's value, for messages.</param>
/// <param name="Stored">The value of a record, for messages.</param>
/// <param name="HoldsAsync">Whether a record agrees.</param>
internal sealed record RowCondition<T>(string Column, string Value, Func<T, string> Stored, Func<T, PanelLookup, CancellationToken, ValueTask<bool>> HoldsAsync) where T : PanelObject;
