using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Nodepoint.Generators;

/// <summary>What the cmdlets of one noun are generated from.</summary>
internal sealed record CmdletModel
{
    private CmdletModel(NounModel noun, NounModel? owner, Compilation compilation, IAssemblySymbol library)
    {
        HasDependents = noun.Dependents.Count > 0 || library.GetTypeByMetadataName($"{noun.Namespace}.{noun.Record}Noun")?.GetMembers("DependentsAsync").Any() == true;
        Noun = noun;
        Name = noun.CmdletNoun!;
        Namespace = CmdletGenerator.Cmdlets + noun.Namespace.Substring(NounModel.Library.Length);
        Owner = noun.Owned ? owner?.Record : null;
        OwnerTitle = owner?.Title ?? "";
        OwnerKeyName = owner?.KeyName ?? "";
        New = FromRow(compilation, $"{Namespace}.New{Name}Command");
        Set = FromRow(compilation, $"{Namespace}.Set{Name}Command");
    }

    public NounModel Noun { get; }

    /// <summary>The noun of the cmdlets.</summary>
    public string Name { get; }

    /// <summary>The namespace of the cmdlets: that of the record's subject.</summary>
    public string Namespace { get; }

    /// <summary>The record that owns records of this noun; null if nothing owns them.</summary>
    public string? Owner { get; }

    /// <summary>Whether other records can belong to a record of this noun, which are then removed with it.</summary>
    public bool HasDependents { get; }

    /// <summary>The title of the owner.</summary>
    public string OwnerTitle { get; }

    /// <summary>What people call the key of the owner.</summary>
    public string OwnerKeyName { get; }

    /// <summary>The handwritten parameters of the New cmdlet that rows can set too.</summary>
    public EquatableArray<(string Name, string Type)> New { get; }

    /// <summary>The handwritten parameters of the Set cmdlet that rows can set too.</summary>
    public EquatableArray<(string Name, string Type)> Set { get; }

    /// <summary>The nouns with cmdlets of the library that the cmdlets refer to. Records with mistakes are left out: their own project reports them.</summary>
    public static EquatableArray<CmdletModel> Read(Compilation compilation, CancellationToken cancel)
    {
        if (compilation.AssemblyName != CmdletGenerator.Cmdlets) return None();
        var library = compilation.SourceModule.ReferencedAssemblySymbols.FirstOrDefault(a => a.Name == NounModel.Library);
        if (library is null) return None();
        var nouns = new List<NounModel>();
        foreach (var type in NounModel.Records(library))
        {
            cancel.ThrowIfCancellationRequested();
            if (RecordResult.Read(type)?.Noun is { } noun) nouns.Add(noun);
        }

        var owner = nouns.FirstOrDefault(noun => noun.OwnsRecords);
        return nouns.Where(noun => noun.CmdletNoun is not null).GroupBy(noun => noun.CmdletNoun!.ToUpperInvariant()).Select(same => new CmdletModel(same.First(), owner, compilation, library)).ToEquatableArray();
    }

    private static EquatableArray<CmdletModel> None() => new([]);

    private static EquatableArray<(string Name, string Type)> FromRow(Compilation compilation, string cmdlet)
        => (from property in compilation.GetTypeByMetadataName(cmdlet)?.GetMembers().OfType<IPropertySymbol>() ?? []
            where property.GetAttributes().Any(a => NounModel.Value(a, "FromRow") is true)
            select (property.Name, property.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat))).ToEquatableArray();
}
