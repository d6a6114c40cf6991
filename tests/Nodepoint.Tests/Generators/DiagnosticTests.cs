using Microsoft.CodeAnalysis;
using Nodepoint.Generators;
using Xunit;

namespace Nodepoint.Tests.Generators;

/// <summary>A mistake in a record is reported where it is, and the other nouns are still generated.</summary>
public sealed class DiagnosticTests
{
    private const string Good = "[PanelObject(\"good\", Form = \"store/good\", IdColumn = \"id\", Noun = \"NpGood\", Title = \"good\", Owned = false)] public sealed partial record Good : PanelObject { [Column(\"name\"), Key] public string Name { get; init; } = \"\"; }";
    private const string Key = "[Column(\"name\"), Key] public string Name { get; init; } = \"\";";

    // The rule, the arguments of [PanelObject] after the required ones, the members, and the text at the reported place.
    public static TheoryData<string, string, string, string> Mistakes => new()
    {
        { "NPG001", "", "[Column(\"name\")] public string Name { get; init; } = \"\";", "PanelObject(" },
        { "NPG001", "", "[Key] public string Name { get; init; } = \"\";", "PanelObject(" },
        { "NPG002", "", Key + "[Column(\"other\"), Key(Name = \"other\")] public string Other { get; init; } = \"\";", "Key(Name = \"other\")" },
        { "NPG003", "", Key + "[Column(\"size\")] public int Size { get; init; }", "Size" },
        { "NPG003", "", Key + "[Column(\"size\")] public long? Size { get; init; }", "Size" },
        { "NPG003", "", Key + "[Column(\"size\"), VersionDependent] public long Size { get; init; }", "Size" },
        { "NPG003", "", Key + "[Column(\"when\")] public DateTimeOffset When { get; init; }", "When" },
        { "NPG003", "", Key + "[Column(\"many\")] public int[] Many { get; init; } = [];", "Many" },
        { "NPG003", "", Key + "[Column(\"pass\"), Secret(Hashed = HashedFor.Server)] public string Pass { get; init; } = \"\";", "Pass" },
        { "NPG004", ", Only = \"type\"", Key, "PanelObject(" },
        { "NPG004", ", Only = \"type=a=b\"", Key, "PanelObject(" },
        { "NPG004", ", Only = \"=alias\"", Key, "PanelObject(" },
        { "NPG005", ", Status = true", Key, "PanelObject(" },
        { "NPG005", ", Status = true", Key + "[Column(\"active\")] public string Active { get; init; } = \"\";", "PanelObject(" },
        { "NPG006", "", Key + "[Column(\"other_id\"), Link(typeof(string))] public long OtherId { get; init; }", "Link(typeof(string))" },
        { "NPG006", "", Key + "[Column(\"other_id\"), Link(typeof(Missing))] public long OtherId { get; init; }", "Link(typeof(Missing))" },
        { "NPG006", "", Key + "[Column(\"other_id\"), Link(typeof(int[]))] public long OtherId { get; init; }", "Link(typeof(int[]))" },
        { "NPG006", "", "[Column(\"name\"), Key, EndsWithKeyOf(typeof(string), '@', Whole = \"A\", Part = \"B\", Name = \"C\")] public string Name { get; init; } = \"\";", "EndsWithKeyOf(" },
        { "NPG006", ", Within = [typeof(string)]", Key, "PanelObject(" },
        { "NPG006", ", Dependents = [null!]", Key, "PanelObject(" },
        { "NPG008", ", Noun = \"NpGood\"", Key, "PanelObject(" },
        { "NPG009", "", Key + "[Column(\"day\")] public DayOfWeek Day { get; init; }", "Day" },
        { "NPG010", ", View = \"Id:5> Nmae:30\"", Key, "PanelObject(" },
        { "NPG011", "", Key + "[Column(\"\")] public string Other { get; init; } = \"\";", "Column(\"\")" },
        { "NPG011", "", Key + "[Column(null!)] public string Other { get; init; } = \"\";", "Column(null!)" },
        { "NPG011", ", Noun = \"\"", Key, "PanelObject(" },
        { "NPG012", "", Key + "[Column(\"name\")] public string Other { get; init; } = \"\";", "Column(\"name\")" },
    };

    // What is no record of the library at all.
    public static TheoryData<string> Misplaced =>
    [
        "[PanelObject(\"bad\", Form = \"f\", IdColumn = \"id\", Title = \"bad\")] public sealed partial class Bad : PanelObject { }",
        "[PanelObject(\"bad\", Form = \"f\", IdColumn = \"id\", Title = \"bad\")] public sealed partial record Bad { }",
        "[PanelObject(\"bad\", Form = \"f\", IdColumn = \"id\", Title = \"bad\")] public sealed partial record Bad<T> : PanelObject { }",
        "public partial class Outer { [PanelObject(\"bad\", Form = \"f\", IdColumn = \"id\", Title = \"bad\")] public sealed partial record Bad : PanelObject { } }",
    ];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_reported_where_it_is_and_stops_no_other_noun(string rule, string arguments, string members, string place)
        => Check(rule, $"[PanelObject(\"bad\", Form = \"store/bad\", IdColumn = \"id\", Title = \"bad\"{arguments})] public sealed partial record Bad : PanelObject {{ {members} }}", place);

    [Theory]
    [MemberData(nameof(Misplaced))]
    public void A_type_that_is_no_record_of_the_library_is_reported(string source) => Check("NPG007", source, "PanelObject(");

    [Fact]
    public void An_empty_title_is_reported()
        => Check("NPG011", $"[PanelObject(\"bad\", Form = \"store/bad\", IdColumn = \"id\", Title = \"\")] public sealed partial record Bad : PanelObject {{ {Key} }}", "PanelObject(");

    [Fact]
    public void Records_with_the_same_name_in_two_subjects_are_reported()
    {
        var other = Source(Good.Replace("NpGood", "NpOther", StringComparison.Ordinal)).Replace("namespace Nodepoint.IspConfig.Stores", "namespace Nodepoint.IspConfig.Others", StringComparison.Ordinal);
        var result = SampleLibrary.Run(new NounGenerator(), SampleLibrary.With(("Good.cs", Source(Good)), ("Other.cs", other))).GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        Assert.Equal("NPG008", Assert.Single(result.Diagnostics).Id);
    }

    [Fact]
    public void A_record_in_the_root_of_the_library_is_reported()
        => Assert.Equal("NPG007", Assert.Single(SampleLibrary.Run(new NounGenerator(), SampleLibrary.With(("Good.cs", Source(Good).Replace(".Stores", "", StringComparison.Ordinal)))).GetRunResult().Diagnostics).Id);

    [Fact]
    public void Every_rule_has_a_test()
    {
        string[] tested = [.. Mistakes.Select(row => row.Data.Item1), "NPG007"];
        var declared = File.ReadLines(Path.Combine(Repository.Root, "src", "Nodepoint.Generators", "AnalyzerReleases.Unshipped.md")).Concat(File.ReadLines(Path.Combine(Repository.Root, "src", "Nodepoint.Generators", "AnalyzerReleases.Shipped.md")))
            .Where(line => line.StartsWith("NPG", StringComparison.Ordinal)).Select(line => line[..6]).ToArray();
        Assert.Equal(12, declared.Length);
        Assert.Equal(declared.Order(StringComparer.Ordinal), tested.Distinct().Order(StringComparer.Ordinal));
    }

    private static void Check(string rule, string bad, string place)
    {
        var library = SampleLibrary.With(("Good.cs", Source(Good)), ("Bad.cs", Source(bad)));
        var result = SampleLibrary.Run(new NounGenerator(), library).GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        var problem = Assert.Single(result.Diagnostics);
        Assert.Equal(rule, problem.Id);
        Assert.Equal(DiagnosticSeverity.Error, problem.Severity);
        Assert.Equal("Bad.cs", problem.Location.GetLineSpan().Path);
        Assert.StartsWith(place, Source(bad)[problem.Location.SourceSpan.Start..], StringComparison.Ordinal);
        Assert.Contains(result.GeneratedSources, source => source.HintName == "Stores/GoodNoun.g.cs");

        // The record's own project reports it; its cmdlets are left out.
        var cmdlets = SampleLibrary.Run(new CmdletGenerator(), SampleLibrary.Cmdlets(library)).GetRunResult().Results.Single();
        Assert.Null(cmdlets.Exception);
        Assert.Empty(cmdlets.Diagnostics);
        Assert.Equal(4, cmdlets.GeneratedSources.Length);
    }

    private static string Source(string record) => $"using Nodepoint.IspConfig.Model;\nusing Nodepoint.IspConfig.Model.Passwords;\nnamespace Nodepoint.IspConfig.Stores;\n{record}\n";
}
