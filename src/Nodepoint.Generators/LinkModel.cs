using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Nodepoint.Generators;

/// <summary>The attributes of a member that refers to another record.</summary>
internal sealed record LinkModel
{
    private LinkModel(AttributeData attribute)
    {
        Record = TypeOf(attribute)?.Name ?? "";
        Parameter = NounModel.Text(attribute, "Name") ?? Record;
        IsParent = NounModel.Value(attribute, "Parent") is true;
        IsOptional = NounModel.Value(attribute, "Optional") is true;
    }

    public string Record { get; }
    public string Parameter { get; }
    public bool IsParent { get; }
    public bool IsOptional { get; }

    public static LinkModel? From(IEnumerable<AttributeData> attributes)
        => attributes.Where(a => a.AttributeClass?.Name == "LinkAttribute").Select(a => new LinkModel(a)).FirstOrDefault();

    /// <summary>The type that an attribute's constructor is called with; null if it is no type.</summary>
    internal static ITypeSymbol? TypeOf(AttributeData attribute) => attribute.ConstructorArguments.Length > 0 && attribute.ConstructorArguments[0].Kind == TypedConstantKind.Type ? attribute.ConstructorArguments[0].Value as ITypeSymbol : null;
}
