using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Nodepoint.Generators;

/// <summary>The attributes of a record, without its symbols, so that equal records are generated once.</summary>
internal sealed record NounModel
{
    /// <summary>The library that contains the records.</summary>
    public const string Library = "Nodepoint.IspConfig";

    /// <summary>The namespace of the types that all records share.</summary>
    public const string Model = Library + ".Model";

    /// <summary>The member with the user name of the client that owns a record.</summary>
    public const string OwnerMember = "Client";

    // The column of the server's ID, which every form of the panel names alike.
    internal const string ServerColumn = "server_id";

    /// <summary>The type of the servers that records are stored on.</summary>
    internal const string ServerType = "global::" + Library + ".Servers.Server";

    private readonly EquatableArray<string> _within;

    private NounModel(INamedTypeSymbol type, AttributeData attribute)
    {
        Record = type.Name;
        Namespace = type.ContainingNamespace.ToDisplayString();
        Usings = Namespaces(type.ContainingAssembly).Where(name => name != Namespace).Select(name => $"using {name};").ToEquatableArray();
        Functions = Argument(attribute) ?? "";
        Form = Text(attribute, "Form") ?? "";
        IdColumn = Text(attribute, "IdColumn") ?? "id";
        CmdletNoun = Text(attribute, "Noun");
        Title = Text(attribute, "Title") ?? Record;
        IdParameter = Text(attribute, "IdParameter") ?? "primary_id";
        OwnerParameter = Text(attribute, "OwnerParameter") ?? "client_id";
        Owned = Value(attribute, "Owned") is not false;
        OwnsRecords = Value(attribute, "OwnsRecords") is true;
        Only = FilterModel.From(attribute);
        Hidden = Values(attribute, "Hidden").Select(v => v.Value as string ?? "").ToEquatableArray();
        _within = Types(attribute, "Within");
        Dependents = Types(attribute, "Dependents");
        Table = Text(attribute, "Table");
        ReadParameter = Text(attribute, "ReadParameter");
        HasStatus = Value(attribute, "Status") is true;
        IsUnique = Value(attribute, "Unique") is not false;
        Service = EnumMember.Find(attribute, "Service")?.ToDisplayString(EnumMember.Name);
        Counts = type.GetAttributes().Where(a => a.AttributeClass?.Name == "CountsAttribute").Select(a => (Argument(a) ?? "", Text(a, "If"), Text(a, "What") ?? Title)).ToEquatableArray();
        IsShared = Value(attribute, "Shared") is true;
        Columns = Members(type).Select(ColumnModel.From).Where(c => c is not null).Select(c => c!).ToEquatableArray();
    }

    public string Record { get; }

    /// <summary>The namespace of the record and its noun.</summary>
    public string Namespace { get; }

    /// <summary>The subject of the library that the record belongs to.</summary>
    public string Subject => Namespace.Substring(Library.Length + 1);

    /// <summary>The using directives for the other namespaces of the library.</summary>
    public EquatableArray<string> Usings { get; }

    public string Functions { get; }
    public string Form { get; }
    public string IdColumn { get; }
    public string? CmdletNoun { get; }
    public string Title { get; }

    /// <summary>The title with its indefinite article; FTP begins with a vowel sound.</summary>
    public string WithArticle => ("aeio".IndexOf(Title[0]) >= 0 || Title.StartsWith("FTP", System.StringComparison.Ordinal) ? "an " : "a ") + Title;

    public string IdParameter { get; }
    public string OwnerParameter { get; }
    public bool Owned { get; }

    /// <summary>Whether its records own those of other nouns.</summary>
    public bool OwnsRecords { get; }

    public FilterModel? Only { get; }
    public EquatableArray<string> Hidden { get; }
    public EquatableArray<string> Dependents { get; }
    public string? Table { get; }
    public string? ReadParameter { get; }
    public bool HasStatus { get; }
    public bool IsUnique { get; }

    /// <summary>The full name of the service's enumeration member; null if none is specified.</summary>
    public string? Service { get; }

    /// <summary>The limits that each record counts against, the member that is true for the records that count (null if all do), and what they are called.</summary>
    public EquatableArray<(string Limit, string? If, string What)> Counts { get; }

    public bool IsShared { get; }
    public EquatableArray<ColumnModel> Columns { get; }
    public ColumnModel? Parent => Columns.FirstOrDefault(c => c.Link is { IsParent: true });
    public IEnumerable<ColumnModel> Links => Columns.Where(c => c.Link is not null);
    public ColumnModel? Server => Columns.FirstOrDefault(c => c.Name == ServerColumn);

    /// <summary>The records that can be piped to its Get cmdlet, except its owner.</summary>
    public IReadOnlyList<string> Within
        => Links.Where(c => !c.ReadOnly || c.Link!.IsParent).Select(c => c.Link!.Record).Concat(Key.Ending is { } ending ? new[] { ending.Record } : []).Concat(_within).Distinct().ToArray();

    public ColumnModel Key => Columns.First(c => c.Key);

    /// <summary>What people call the key.</summary>
    public string KeyName => English.KeyName(Title, Key.Member, Key.KeyName);

    public bool HasPassword => Columns.Any(c => c.Member == "Password" && c.Secret);

    /// <summary>The password that is sent as a hash; at most one, because the panel then treats all passwords of the row as hashes.</summary>
    public IEnumerable<ColumnModel> Hashed => Columns.Where(c => c.Hash is not null).Take(1);

    public IEnumerable<ColumnModel> Parameters => Columns.Where(c => !c.ReadOnly && !c.Internal);

    /// <summary>The attributes of a type with [PanelObject] that follows all rules.</summary>
    public static NounModel Of(INamedTypeSymbol type, AttributeData attribute) => new(type, attribute);

    /// <summary>The [PanelObject] of a type; null if it has none.</summary>
    public static AttributeData? AttributeOf(ITypeSymbol? type) => type?.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == "PanelObjectAttribute");

    /// <summary>The namespaces of the library's subjects.</summary>
    public static IEnumerable<string> Namespaces(IAssemblySymbol library) => Under(library).Select(name => name.ToDisplayString());

    /// <summary>The records of the library.</summary>
    public static IEnumerable<INamedTypeSymbol> Records(IAssemblySymbol library) => Under(library).SelectMany(name => name.GetTypeMembers());

    private static IEnumerable<INamespaceSymbol> Under(IAssemblySymbol library)
    {
        INamespaceSymbol? root = library.GlobalNamespace;
        foreach (var part in Library.Split('.')) root = root?.GetNamespaceMembers().FirstOrDefault(name => name.Name == part);
        return root is null ? [] : root.GetNamespaceMembers().Where(name => name.GetTypeMembers().Any()).OrderBy(name => name.Name, System.StringComparer.Ordinal);
    }

    /// <summary>The record's own members, then the inherited ones.</summary>
    internal static IEnumerable<IPropertySymbol> Members(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
            foreach (var property in type.GetMembers().OfType<IPropertySymbol>()) yield return property;
    }

    internal static object? Value(AttributeData attribute, string name)
        => attribute.NamedArguments.Where(a => a.Key == name).Select(a => a.Value.Value).FirstOrDefault();

    internal static string? Text(AttributeData attribute, string name) => Value(attribute, name) as string;

    /// <summary>The text that an attribute's constructor is called with; null if it is no text.</summary>
    internal static string? Argument(AttributeData attribute) => attribute.ConstructorArguments.Length > 0 && attribute.ConstructorArguments[0].Kind == TypedConstantKind.Primitive ? attribute.ConstructorArguments[0].Value as string : null;

    internal static IEnumerable<TypedConstant> Values(AttributeData attribute, string name)
    {
        foreach (var argument in attribute.NamedArguments)
            if (argument.Key == name && !argument.Value.IsNull) return argument.Value.Values;
        return Enumerable.Empty<TypedConstant>();
    }

    private static EquatableArray<string> Types(AttributeData attribute, string name) => Values(attribute, name).Select(v => (v.Value as ITypeSymbol)?.Name ?? "").ToEquatableArray();
}
