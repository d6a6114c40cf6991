using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Nodepoint.Tests.Generators;

/// <summary>Compilations for the generators: the attributes of the library with records of these tests, and cmdlets that refer to them.</summary>
internal static class SampleLibrary
{
    // What the records of the samples need of the library.
    private static readonly string[] Attributes = ["ColumnAttribute.cs", "MemberAttributes.cs", "PanelObjectAttribute.cs", "PanelObject.cs", "OwnerName.cs", "ServerService.cs", "HashedFor.cs", "HashFormatAttribute.cs"];

    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview);

    private static readonly MetadataReference[] Framework =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)).Select(path => MetadataReference.CreateFromFile(path))];

    private static readonly SyntaxTree[] Shared =
    [
        Parse("Usings.cs", "global using System; global using System.Collections.Generic;"),
        .. Attributes.Select(name => Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), name, SearchOption.AllDirectories).Single(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)))
            .Select(path => Parse(Path.GetFileName(path), File.ReadAllText(path))),
    ];

    /// <summary>The folder of these tests.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "Nodepoint.Tests", "Generators");

    /// <summary>The source of a sample.</summary>
    public static string Sample(string record) => File.ReadAllText(Path.Combine(Folder, "Samples", record + ".cs"));

    /// <summary>A library with all samples.</summary>
    public static CSharpCompilation WithSamples(params (string Name, string Text)[] others)
        => With([.. new[] { "Keeper", "Shelf", "Box" }.Select(record => (record + ".cs", Sample(record))), .. others]);

    /// <summary>A library with the specified files.</summary>
    public static CSharpCompilation With(params (string Name, string Text)[] files)
        => CSharpCompilation.Create("Nodepoint.IspConfig", [.. Shared, .. files.Select(file => Parse(file.Name, file.Text))], Framework, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Cmdlets that refer to a library.</summary>
    public static CSharpCompilation Cmdlets(Compilation library, params (string Name, string Text)[] files)
        => CSharpCompilation.Create("Nodepoint.PowerShell", files.Select(file => Parse(file.Name, file.Text)), [.. Framework, library.ToMetadataReference()], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    /// <summary>Runs a generator.</summary>
    public static GeneratorDriver Run(IIncrementalGenerator generator, Compilation compilation)
        => CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: Options, driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)).RunGenerators(compilation);

    /// <summary>A file of a compilation.</summary>
    public static SyntaxTree Parse(string name, string text) => CSharpSyntaxTree.ParseText(text, Options, name);
}
