using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Nodepoint.Generators.Diagnostics;

/// <summary>Checks the attributes of a record before anything is generated from it.</summary>
internal static class RecordCheck
{
    private static readonly string[] RequiredTexts = ["Form", "IdColumn", "Title"];

    /// <summary>The mistakes in a type with [PanelObject].</summary>
    /// <param name="type">The type.</param>
    /// <param name="attribute">Its [PanelObject].</param>
    public static IEnumerable<Problem> Of(INamedTypeSymbol type, AttributeData attribute)
    {
        if (!IsRecord(type))
        {
            yield return new Problem(Rules.InvalidRecord, Place.Of(attribute), type.Name);
            yield break;
        }

        var members = NounModel.Members(type).Select(property => (Property: property, Column: Find(property, "ColumnAttribute"))).Where(member => member.Column is not null).Select(member => (member.Property, Column: member.Column!)).ToArray();
        foreach (var problem in Texts(type, attribute).Concat(Keys(type, attribute, members.Select(member => member.Property))).Concat(Values(type, attribute)).Concat(View(type, attribute))) yield return problem;
        foreach (var (property, column) in members)
            foreach (var problem in Member(property, column)) yield return problem;
        foreach (var same in members.GroupBy(member => NounModel.Argument(member.Column)).Where(group => group.Key is { Length: > 0 }))
            foreach (var (property, column) in same.Skip(1))
                yield return new Problem(Rules.ColumnTwice, Place.Of(column), FullName(property), FullName(same.First().Property), same.Key!);
    }

    private static bool IsRecord(INamedTypeSymbol type)
    {
        if (!type.IsRecord || type.ContainingType is not null || type.IsGenericType || !type.ContainingNamespace.ToDisplayString().StartsWith(NounModel.Library + ".", System.StringComparison.Ordinal)) return false;
        for (var based = type.BaseType; based is not null; based = based.BaseType)
            if (based.Name == "PanelObject") return true;
        return false;
    }

    private static IEnumerable<Problem> Texts(INamedTypeSymbol type, AttributeData attribute)
    {
        if (string.IsNullOrEmpty(NounModel.Argument(attribute))) yield return new Problem(Rules.EmptyText, Place.Of(attribute), type.Name, "The prefix of the functions");
        foreach (var name in RequiredTexts)
            if (string.IsNullOrEmpty(NounModel.Text(attribute, name))) yield return new Problem(Rules.EmptyText, Place.Of(attribute), type.Name, name);
        if (NounModel.Text(attribute, "Noun") is { Length: 0 }) yield return new Problem(Rules.EmptyText, Place.Of(attribute), type.Name, "Noun");
    }

    private static IEnumerable<Problem> Keys(INamedTypeSymbol type, AttributeData attribute, IEnumerable<IPropertySymbol> columns)
    {
        var keys = columns.Select(property => (Property: property, Key: Find(property, "KeyAttribute"))).Where(member => member.Key is not null).ToArray();
        if (keys.Length == 0) yield return new Problem(Rules.NoKey, Place.Of(attribute), type.Name);
        foreach (var (property, key) in keys.Skip(1)) yield return new Problem(Rules.SeveralKeys, Place.Of(key!), type.Name, keys[0].Property.Name, property.Name);
    }

    private static IEnumerable<Problem> Values(INamedTypeSymbol type, AttributeData attribute)
    {
        if (NounModel.Text(attribute, "Only") is { Length: > 0 } filter && FilterModel.Parse(filter) is null) yield return new Problem(Rules.InvalidFilter, Place.Of(attribute), type.Name, filter);
        if (NounModel.Value(attribute, "Status") is true && !NounModel.Members(type).Any(property => property.Name == "Active" && property.Type.SpecialType == SpecialType.System_Boolean && Find(property, "ColumnAttribute") is not null))
            yield return new Problem(Rules.StatusWithoutActive, Place.Of(attribute), type.Name);
        foreach (var relation in new[] { "Within", "Dependents" })
            foreach (var other in NounModel.Values(attribute, relation))
                if (NounModel.AttributeOf(other.Value as ITypeSymbol) is null) yield return new Problem(Rules.NotARecord, Place.Of(attribute), $"{relation} of {type.Name}", Shown(other.Value as ITypeSymbol));
    }

    private static IEnumerable<Problem> View(INamedTypeSymbol type, AttributeData attribute)
    {
        foreach (var word in (NounModel.Text(attribute, "View") ?? "").Split(' '))
        {
            var member = Regex.Match(word, "^[A-Za-z0-9_]*").Value;
            // The generator itself adds this member to records that a client can own.
            if (member == NounModel.OwnerMember && NounModel.Value(attribute, "Owned") is not false) continue;
            if (member.Length > 0 && !NounModel.Members(type).Any(property => property.Name == member)) yield return new Problem(Rules.UnknownViewMember, Place.Of(attribute), type.Name, member);
        }
    }

    private static IEnumerable<Problem> Member(IPropertySymbol property, AttributeData column)
    {
        if (string.IsNullOrEmpty(NounModel.Argument(column))) yield return new Problem(Rules.EmptyText, Place.Of(column), FullName(property), "The column's name");
        var shape = Shapes.Of(property.Type);
        var isHashed = Find(property, "SecretAttribute") is { } secret && HashModel.From(secret) is not null;
        var isNullable = property.Type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
        var isOnlyOfSome = Find(property, "VersionDependentAttribute") is not null;
        // Null is for what the panel's version does not have.
        var isNull = shape is Shape.Flag or Shape.Quantity && isNullable != isOnlyOfSome;
        if (shape is null || isNull || (isHashed && shape != Shape.Secret)) yield return new Problem(Rules.UnsupportedType, Place.Of(property), FullName(property), Shown(property.Type));
        else if (shape == Shape.Named && ColumnModel.WordsOf(property.Type).Count == 0) yield return new Problem(Rules.NoWords, Place.Of(property), FullName(property), Shown(property.Type));
        foreach (var name in new[] { "LinkAttribute", "EndsWithKeyOfAttribute" })
            if (Find(property, name) is { } relation && NounModel.AttributeOf(LinkModel.TypeOf(relation)) is null) yield return new Problem(Rules.NotARecord, Place.Of(relation), FullName(property), Shown(LinkModel.TypeOf(relation)));
        if (Find(property, "EndsWithKeyOfAttribute") is not { } ending) yield break;
        foreach (var name in new[] { "Whole", "Part", "Name" })
            if (string.IsNullOrEmpty(NounModel.Text(ending, name))) yield return new Problem(Rules.EmptyText, Place.Of(ending), FullName(property), name);
    }

    private static AttributeData? Find(IPropertySymbol property, string name) => property.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == name);

    private static string FullName(IPropertySymbol property) => $"{property.ContainingType.Name}.{property.Name}";

    private static string Shown(ITypeSymbol? type) => type?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) ?? "no type";
}
