using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Nodepoint.Generators;

/// <summary>The attributes of a member that refers to another record.</summary>
internal sealed class LinkModel
{
    private LinkModel(AttributeData attribute)
    {
        Record = ((INamedTypeSymbol)attribute.ConstructorArguments[0].Value!).Name;
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
}
