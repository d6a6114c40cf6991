using Nodepoint.Tests.EngineHost;
using Xunit;

namespace Nodepoint.Tests.Specs;

/// <summary>The specs of tests/Pester, each <c>It</c> a test case of its own.</summary>
public sealed class PesterSpecs(SpecRuns runs) : IClassFixture<SpecRuns>
{
    public static IEnumerable<TheoryDataRow<string, int>> Specs()
    {
        var listing = Engine.Run("--spec", SpecRuns.Folder, "--list");
        if (listing.ExitCode != 0)
            throw new InvalidOperationException($"The specs can't be listed.\n{listing.Errors}{listing.Output}");
        return SpecCase.Read(listing.Output).Select(spec =>
            new TheoryDataRow<string, int>(Path.GetRelativePath(SpecRuns.Folder, spec.File), spec.Id) { TestDisplayName = spec.Title });
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void Holds(string file, int id)
    {
        var (spec, ran) = runs.Of(file, id);
        switch (spec?.Result)
        {
            case "Passed":
                break;
            case "Skipped":
                Assert.Skip(spec.Message ?? "skipped without a reason");
                break;
            case "Failed":
                Assert.Fail(spec.Message ?? "failed without a message");
                break;
            default:
                Assert.Fail($"Discovered, but not reported.\n{ran.Output}\n{ran.Errors}");
                break;
        }
    }
}
