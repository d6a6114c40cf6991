using System.Text.RegularExpressions;
using Xunit;

namespace Nodepoint.Tests.Api;

/// <summary>Dependencies inside the library point one way: subjects to Model, and Model to Panel (ARCHITECTURE.md).</summary>
public sealed partial class DependencyTests
{
    [Fact]
    public void The_connection_knows_no_clients_and_no_other_subject()
    {
        var panel = Path.Combine(Repository.Root, "src", "Nodepoint.IspConfig", "Panel");
        var found = Directory.EnumerateFiles(panel, "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Subject().Matches(File.ReadAllText(file)).Select(match => $"{Path.GetRelativePath(panel, file)}: {match.Value}"));
        Assert.Empty(found);
    }

    [GeneratedRegex(@"\b(Nodepoint\.IspConfig\.)?(Clients|Dns|Mail|Sites|Servers|Writing)\.[A-Z]\w+|using Nodepoint\.IspConfig\.(Clients|Dns|Mail|Sites|Servers|Writing)\b")]
    private static partial Regex Subject();
}
