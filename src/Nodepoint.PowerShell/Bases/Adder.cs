using Nodepoint.IspConfig.Model;

namespace Nodepoint.PowerShell.Bases;

/// <summary>Adds a record in another way than by the noun's own add function.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="value">The record, prepared.</param>
/// <param name="owner">Who is to own it.</param>
/// <param name="given">The columns that were given.</param>
/// <param name="cancel">Ends the wait.</param>
/// <returns>The record as stored.</returns>
public delegate Task<T> Adder<T>(T value, Owner owner, ColumnSet given, CancellationToken cancel);
