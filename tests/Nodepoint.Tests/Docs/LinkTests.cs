using System.Text.RegularExpressions;
using Xunit;

namespace Nodepoint.Tests.Docs;

/// <summary>The targets of relative links in documents exist.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Documents =>
        [.. new[] { "", "docs/cmdlets", "bench" }.SelectMany(folder => Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.md")).Select(file => Path.GetRelativePath(Repository.Root, file))];

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_link_to_a_file_of_the_repository_finds_it(string document)
    {
        var file = Path.Combine(Repository.Root, document);
        var targets = Links().Matches(File.ReadAllText(file)).Select(link => link.Groups[1].Value).Where(target => !target.Contains("://", StringComparison.Ordinal)).ToArray();
        Assert.All(targets, target => Assert.True(Path.Exists(Path.Combine(Path.GetDirectoryName(file)!, target)), $"{document} links to {target}, which does not exist."));
    }

    [GeneratedRegex(@"\]\(([^)#\s]+)[^)]*\)")]
    private static partial Regex Links();
}
