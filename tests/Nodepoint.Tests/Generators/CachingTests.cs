using Microsoft.CodeAnalysis;
using Nodepoint.Generators;
using Xunit;

namespace Nodepoint.Tests.Generators;

/// <summary>An edit regenerates what it changes and nothing else.</summary>
public sealed class CachingTests
{
    private const string Unrelated = "namespace Elsewhere; public class Counter { public int Count; }";

    public static TheoryData<bool> Generators => [false, true];

    [Theory]
    [MemberData(nameof(Generators))]
    public void An_edit_of_another_file_regenerates_nothing(bool ofCmdlets)
    {
        var (generator, compilation) = ofCmdlets
            ? ((IIncrementalGenerator)new CmdletGenerator(), SampleLibrary.Cmdlets(SampleLibrary.WithSamples(), ("Counter.cs", Unrelated)))
            : (new NounGenerator(), SampleLibrary.WithSamples(("Counter.cs", Unrelated)));
        var driver = SampleLibrary.Run(generator, compilation);
        Assert.NotEmpty(Outputs(driver));
        Assert.All(Outputs(driver), reason => Assert.Equal(IncrementalStepRunReason.New, reason));

        driver = driver.RunGenerators(Edit(compilation, "Counter.cs", Unrelated.Replace("int", "long", StringComparison.Ordinal)));
        Assert.All(Outputs(driver), reason => Assert.Contains(reason, new[] { IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged }));
    }

    [Fact]
    public void A_comment_in_a_record_regenerates_nothing()
    {
        var library = SampleLibrary.WithSamples();
        var driver = SampleLibrary.Run(new NounGenerator(), library).RunGenerators(Edit(library, "Shelf.cs", "// A comment.\n" + SampleLibrary.Sample("Shelf")));
        Assert.DoesNotContain(Step(driver, "Nouns"), reason => reason is IncrementalStepRunReason.Modified or IncrementalStepRunReason.New);
    }

    [Fact]
    public void A_change_of_a_record_regenerates_its_noun_alone()
    {
        var library = SampleLibrary.WithSamples();
        var changed = Edit(library, "Shelf.cs", SampleLibrary.Sample("Shelf").Replace("store/shelf", "store/rack", StringComparison.Ordinal));
        var nouns = SampleLibrary.Run(new NounGenerator(), library).RunGenerators(changed);
        Assert.Equal(IncrementalStepRunReason.Modified, Assert.Single(Step(nouns, "Nouns"), reason => reason != IncrementalStepRunReason.Unchanged && reason != IncrementalStepRunReason.Cached));
        Assert.All(Step(nouns, "Names"), reason => Assert.NotEqual(IncrementalStepRunReason.Modified, reason));
    }

    private static Compilation Edit(Compilation compilation, string file, string text)
        => compilation.ReplaceSyntaxTree(compilation.SyntaxTrees.Single(tree => tree.FilePath == file), SampleLibrary.Parse(file, text));

    private static IncrementalStepRunReason[] Outputs(GeneratorDriver driver)
        => [.. driver.GetRunResult().Results.Single().TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs).Select(output => output.Reason)];

    private static IncrementalStepRunReason[] Step(GeneratorDriver driver, string name)
        => [.. driver.GetRunResult().Results.Single().TrackedSteps[name].SelectMany(step => step.Outputs).Select(output => output.Reason)];
}
