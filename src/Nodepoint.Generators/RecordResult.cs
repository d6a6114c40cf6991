using System.Linq;
using Microsoft.CodeAnalysis;
using Nodepoint.Generators.Diagnostics;

namespace Nodepoint.Generators;

/// <summary>What was read from a type with [PanelObject].</summary>
/// <param name="noun">The noun; null if the record has mistakes.</param>
/// <param name="problems">The mistakes.</param>
/// <param name="place">The place of its [PanelObject].</param>
internal sealed class RecordResult(NounModel? noun, EquatableArray<Problem> problems, Place? place) : System.IEquatable<RecordResult>
{
    /// <summary>The noun; null if the record has mistakes.</summary>
    public NounModel? Noun => noun;

    /// <summary>The mistakes.</summary>
    public EquatableArray<Problem> Problems => problems;

    /// <summary>The place of its [PanelObject]; null if it is not in source.</summary>
    public Place? Place => place;

    /// <summary>Reads a type; null if it has no [PanelObject].</summary>
    public static RecordResult? Read(INamedTypeSymbol type)
    {
        if (NounModel.AttributeOf(type) is not { } attribute) return null;
        var problems = RecordCheck.Of(type, attribute).ToEquatableArray();
        return new RecordResult(problems.Count == 0 ? NounModel.Of(type, attribute) : null, problems, Place.Of(attribute));
    }

    /// <inheritdoc/>
    public bool Equals(RecordResult? other) => other is not null && Equals(noun, other.Noun) && problems.Equals(other.Problems) && Equals(place, other.Place);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RecordResult);

    /// <inheritdoc/>
    public override int GetHashCode() => noun?.Record.GetHashCode() ?? problems.GetHashCode();
}
