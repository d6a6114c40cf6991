using Microsoft.CodeAnalysis;
using Nodepoint.Generators;
using Xunit;

namespace Nodepoint.Tests.Generators;

/// <summary>What is generated for a simple record and for one with every attribute, compared with the files in Snapshots.</summary>
public sealed class SnapshotTests
{
    [Theory]
    [InlineData("Shelf", 5)]
    [InlineData("Box", 7)]
    public void What_is_generated_for_a_record_is_as_it_was(string record, int files)
    {
        var library = SampleLibrary.WithSamples();
        var generated = Sources(new NounGenerator(), library).Concat(Sources(new CmdletGenerator(), SampleLibrary.Cmdlets(library)))
            .Where(source => source.Name.EndsWith($"{record}Noun.g.cs", StringComparison.Ordinal) || source.Name.EndsWith($"Np{record}Command.g.cs", StringComparison.Ordinal)).ToArray();
        Assert.Equal(files, generated.Length);

        var (accepted, received) = (Path.Combine(SampleLibrary.Folder, "Snapshots", record), Path.Combine(Repository.Root, "artifacts", "tests", "generators", record));
        Directory.CreateDirectory(received);
        foreach (var (name, text) in generated) File.WriteAllText(Path.Combine(received, name), text);
        var expected = Directory.Exists(accepted) ? Directory.GetFiles(accepted).ToDictionary(path => Path.GetFileName(path)!, File.ReadAllText) : [];
        var different = generated.Where(source => !expected.TryGetValue(source.Name, out var text) || text.ReplaceLineEndings("\n") != source.Text).Select(source => source.Name).Concat(expected.Keys.Except(generated.Select(source => source.Name))).ToArray();
        Assert.True(different.Length == 0, $"Different from tests/Nodepoint.Tests/Generators/Snapshots/{record}: {string.Join(", ", different)}. If the change is intended, replace that folder with artifacts/tests/generators/{record}.");
    }

    private static IEnumerable<(string Name, string Text)> Sources(IIncrementalGenerator generator, Compilation compilation)
    {
        var result = SampleLibrary.Run(generator, compilation).GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        Assert.Empty(result.Diagnostics);
        return result.GeneratedSources.Select(source => (Path.GetFileName(source.HintName), source.SourceText.ToString()));
    }
}
