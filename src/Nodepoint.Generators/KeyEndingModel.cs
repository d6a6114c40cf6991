using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Nodepoint.Generators;

/// <summary>A key that ends with the key of another record.</summary>
internal sealed record KeyEndingModel
{
    private KeyEndingModel(AttributeData attribute)
    {
        var type = LinkModel.TypeOf(attribute);
        Record = type?.Name ?? "";
        Separator = attribute.ConstructorArguments.Skip(1).Select(a => a.Value).OfType<char>().FirstOrDefault();
        Whole = NounModel.Text(attribute, "Whole") ?? "";
        Part = NounModel.Text(attribute, "Part") ?? "";
        Parameter = NounModel.Text(attribute, "Name") ?? Record;
        Title = NounModel.AttributeOf(type) is { } other && NounModel.Text(other, "Title") is { } title ? title : Record;
        KeyName = NounModel.Members(type as INamedTypeSymbol).SelectMany(member => member.GetAttributes().Where(a => a.AttributeClass?.Name == "KeyAttribute").Select(a => English.KeyName(Title, member.Name, NounModel.Text(a, "Name")))).FirstOrDefault() ?? "key";
    }

    /// <summary>The other record.</summary>
    public string Record { get; }

    /// <summary>The character before the other record's key.</summary>
    public char Separator { get; }

    /// <summary>What the whole key is called; also the parameter set in which it is specified.</summary>
    public string Whole { get; }

    /// <summary>The parameter for the part before the separator; also the parameter set of the two parts.</summary>
    public string Part { get; }

    /// <summary>The parameter for the other record.</summary>
    public string Parameter { get; }

    /// <summary>The title of the other record.</summary>
    public string Title { get; }

    /// <summary>What people call the key of the other record.</summary>
    public string KeyName { get; }

    /// <summary>The separator as a literal.</summary>
    public string SeparatorLiteral => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(Separator, true);

    public static KeyEndingModel? From(IEnumerable<AttributeData> attributes)
        => attributes.Where(a => a.AttributeClass?.Name == "EndsWithKeyOfAttribute").Select(a => new KeyEndingModel(a)).FirstOrDefault();
}
