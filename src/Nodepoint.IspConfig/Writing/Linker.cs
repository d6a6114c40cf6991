using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Writing;

/// <summary>Sets on a record the IDs or keys of the other records it refers to.</summary>
/// <typeparam name="T">The record's type.</typeparam>
/// <param name="value">The record.</param>
/// <param name="lookup">The lookup of the panel.</param>
/// <param name="cancel">Cancels the lookups.</param>
/// <returns>The changed record.</returns>
public delegate Task<T> Linker<T>(T value, PanelLookup lookup, CancellationToken cancel);
