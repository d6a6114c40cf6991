using Microsoft.CodeAnalysis;

namespace Nodepoint.Generators;

/// <summary>The shape of a member's value.</summary>
internal enum Shape { Text, Flag, Quantity, Fraction, Time, List, Address, Named, Secret }

/// <summary>Finds the shape of a type.</summary>
internal static class Shapes
{
    /// <summary>The shape of a type's values; null if the type is not supported.</summary>
    public static Shape? Of(ITypeSymbol type) => type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable && nullable.TypeArguments[0].SpecialType is SpecialType.System_Boolean or SpecialType.System_Int64 ? Of(nullable.TypeArguments[0]) : type.SpecialType switch
    {
        SpecialType.System_String => Shape.Text,
        SpecialType.System_Boolean => Shape.Flag,
        SpecialType.System_Int64 => Shape.Quantity,
        SpecialType.System_Decimal => Shape.Fraction,
        _ when type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_String, Rank: 1 } => Shape.List,
        _ when type.TypeKind == TypeKind.Enum => Shape.Named,
        _ => type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString() switch
        {
            "System.DateTimeOffset?" => Shape.Time,
            "System.Net.IPAddress" => Shape.Address,
            "System.Security.SecureString" => Shape.Secret,
            _ => null,
        },
    };
}
