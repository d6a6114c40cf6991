using System.Linq;
using Microsoft.CodeAnalysis;

namespace Nodepoint.Generators;

/// <summary>Finds the member of an enumeration that an attribute specifies.</summary>
internal static class EnumMember
{
    /// <summary>The format of a member's full name.</summary>
    public static readonly SymbolDisplayFormat Name = SymbolDisplayFormat.FullyQualifiedFormat.WithMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType);

    /// <summary>The member that a named argument of an attribute specifies; null if it is not specified.</summary>
    public static IFieldSymbol? Find(AttributeData attribute, string argument)
    {
        var value = attribute.NamedArguments.Where(a => a.Key == argument).Select(a => a.Value).FirstOrDefault();
        return value.Kind == TypedConstantKind.Enum ? value.Type!.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => Equals(field.ConstantValue, value.Value)) : null;
    }
}
