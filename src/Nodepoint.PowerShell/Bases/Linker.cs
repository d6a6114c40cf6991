using Nodepoint.IspConfig.Model;

namespace Nodepoint.PowerShell.Bases;

/// <summary>Puts into a record the numbers or keys of the other records that were named for it.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="value">The record.</param>
/// <param name="lookup">The panel.</param>
/// <param name="cancel">Ends the wait.</param>
/// <returns>The record with its links.</returns>
public delegate Task<T> Linker<T>(T value, PanelLookup lookup, CancellationToken cancel);
