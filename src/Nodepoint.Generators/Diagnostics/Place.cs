using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Nodepoint.Generators.Diagnostics;

/// <summary>A place in a source file, without the syntax tree that it is in.</summary>
/// <param name="path">The file.</param>
/// <param name="span">The characters.</param>
/// <param name="lines">The lines.</param>
internal sealed class Place(string path, TextSpan span, LinePositionSpan lines) : System.IEquatable<Place>
{
    private readonly (string, TextSpan, LinePositionSpan) _value = (path, span, lines);

    /// <summary>The place of an attribute; null if it is not in source.</summary>
    public static Place? Of(AttributeData attribute)
        => attribute.ApplicationSyntaxReference is { } syntax ? Of(Location.Create(syntax.SyntaxTree, syntax.Span)) : null;

    /// <summary>The place of a symbol; null if it is not in source.</summary>
    public static Place? Of(ISymbol symbol) => symbol.Locations.Length > 0 && symbol.Locations[0] is { IsInSource: true } found ? Of(found) : null;

    /// <summary>The place as a diagnostic needs it.</summary>
    public Location ToLocation() => Location.Create(_value.Item1, _value.Item2, _value.Item3);

    /// <inheritdoc/>
    public bool Equals(Place? other) => other is not null && _value.Equals(other._value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Place);

    /// <inheritdoc/>
    public override int GetHashCode() => _value.GetHashCode();

    private static Place Of(Location found) => new(found.SourceTree!.FilePath, found.SourceSpan, found.GetLineSpan().Span);
}
