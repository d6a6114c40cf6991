using Nodepoint.IspConfig.Model;

namespace Nodepoint.PowerShell.Bases;

/// <summary>Adds a record.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="value">The prepared record.</param>
/// <param name="owner">The owner of the record.</param>
/// <param name="given">The columns that are specified.</param>
/// <param name="cancel">Cancels the request.</param>
/// <returns>The record as stored.</returns>
public delegate Task<T> Adder<T>(T value, Owner owner, ColumnSet given, CancellationToken cancel);
