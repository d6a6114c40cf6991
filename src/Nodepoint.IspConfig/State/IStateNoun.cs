using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.State;

/// <summary>A noun whose record type is known only to itself.</summary>
internal interface IStateNoun : IPanelNoun
{
    /// <summary>Does something that depends on the record's type.</summary>
    /// <typeparam name="TResult">The result.</typeparam>
    /// <param name="visitor">Does it.</param>
    TResult Accept<TResult>(INounVisitor<TResult> visitor);
}

/// <summary>Does something that depends on the record's type.</summary>
/// <typeparam name="TResult">The result.</typeparam>
internal interface INounVisitor<out TResult>
{
    /// <summary>Does it for a noun.</summary>
    /// <typeparam name="T">The record's type.</typeparam>
    /// <param name="noun">The noun.</param>
    TResult Visit<T>(PanelNoun<T> noun) where T : PanelObject;
}
