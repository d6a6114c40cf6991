using Nodepoint.IspConfig.State;
using Xunit;

namespace Nodepoint.Tests.State;

/// <summary>Names of files, and texts with what the panel makes from IDs.</summary>
public sealed class StateTextTests(ITestOutputHelper output)
{
    private static readonly PlaceText Old = new([new("DocumentRoot", "/var/www/clients/client1/web1"), new("SystemUser", "web1"), new("SystemGroup", "client1")]);
    private static readonly PlaceText New = new([new("DocumentRoot", "/var/www/clients/client7/web12"), new("SystemUser", "web12"), new("SystemGroup", "client7")]);

    [Theory]
    [InlineData("/var/www/clients/client1/web1", "{DocumentRoot}", "/var/www/clients/client7/web12")]
    [InlineData("/var/www/clients/client1/web1/web:/var/www/clients/client1/web1/private:/tmp", "{DocumentRoot}/web:{DocumentRoot}/private:/tmp", "/var/www/clients/client7/web12/web:/var/www/clients/client7/web12/private:/tmp")]
    [InlineData("/var/www/clients/client1/web15", "/var/www/clients/client1/web15", "/var/www/clients/client1/web15")]
    [InlineData("web1", "{SystemUser}", "web12")]
    [InlineData("web1 and client1", "web1 and client1", "web1 and client1")]
    [InlineData("literally {SystemUser}", "literally {{SystemUser}}", "literally {SystemUser}")]
    [InlineData("", "", "")]
    public void ADirectoryIsThatOfTheNewWebsite(string text, string kept, string moved)
    {
        Assert.Equal(kept, Old.Name(text));
        Assert.Equal(text, Old.Fill(kept));
        Assert.Equal(moved, New.Fill(kept));
    }

    [Fact]
    public void AnyTextComesBackAsItWas()
    {
        var seed = Seed.Next();
        var random = new Random(seed);
        string[] parts = ["/var/www/clients/client1/web1", "/web", "web1", "client1", "{", "}", "{{", "DocumentRoot", "{SystemUser}", "{{SystemGroup}}", "x", ":", " ", "{DocumentRoot}"];
        for (var run = 0; run < 2_000; run++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => parts[random.Next(parts.Length)]));
            Assert.Equal(text, Old.Fill(Old.Name(text)));
        }

        Seed.Report(output, $"2,000 texts of a state, seed {seed}");
    }

    [Fact]
    public void NamesOfFilesAreDifferentOnEveryOperatingSystem()
    {
        string[] texts = ["acme", "ACME", "Acme", "con", "CON.example", "nul", "0/25.2.0.192.in-addr.arpa", "a b", "_administrator", "#17", ".hidden", "trailing.", "grün", "grun", new('x', 300), new string('x', 300) + "y", "~", ""];
        var names = StateFileName.Choose(texts);
        Assert.Equal(texts.Length, names.Count);
        Assert.Equal(texts.Length, names.Values.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names.Values, name =>
        {
            Assert.Matches("^[A-Za-z0-9.%~_-]+$", name);
            Assert.InRange(name.Length, 1, 140);
            Assert.False(name[0] is '.' or '_', name);
            Assert.False(name.EndsWith('.'), name);
            Assert.DoesNotMatch("^(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])([.]|$)", name);
        });
        // The same for the same texts, in any order.
        Assert.Equal(names, StateFileName.Choose(texts.Reverse()));
    }
}
