using System.Xml.Linq;
using Nodepoint.HelpPages;
using Xunit;

namespace Nodepoint.Tests.Docs;

public sealed class HelpPagesTests
{
    private static readonly string Root = Repository.Root;
    private static readonly string Folder = Path.Combine(Root, "docs", "cmdlets");
    private static readonly ModuleReader Built = new(Path.Combine(Root, "src", "Nodepoint.PowerShell", "bin", Repository.Configuration, "net8.0"));
    private static readonly IReadOnlyList<string> Exported = Built.Cmdlets();
    private static readonly Dictionary<string, CommandPage> Code = Built.Read().ToDictionary(page => page.Name);

    public static TheoryData<string> Cmdlets => [.. Exported];

    [Fact]
    public void Every_exported_cmdlet_has_a_page_and_no_page_is_left_over()
    {
        Assert.NotEmpty(Exported);
        Assert.Equal(Exported.Order(StringComparer.Ordinal), Directory.GetFiles(Folder, "*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_natural_keys_in_the_topic_are_those_of_the_records()
    {
        var topic = File.ReadAllText(Path.Combine(Root, "docs", "about_Nodepoint_Bulk.help.txt"));
        Assert.True(topic == KeyTable.Refresh(topic, Built.NaturalKeys()), "docs/about_Nodepoint_Bulk.help.txt is out of date. Run ./build.ps1 Docs.");
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_page_says_what_the_code_says(string cmdlet)
    {
        var text = File.ReadAllText(PathOf(cmdlet));
        var expected = Pages.Refresh(Code[cmdlet], text, Exported);
        Assert.True(text == expected, $"docs/cmdlets/{cmdlet}.md is out of date. Run ./build.ps1 Docs.");
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_page_explains_and_shows(string cmdlet)
    {
        var page = PageReader.Read(File.ReadAllText(PathOf(cmdlet)));
        Assert.NotEmpty(page.Synopsis);
        Assert.NotEmpty(page.Description);
        Assert.DoesNotContain(page.Parameters, parameter => parameter.Text.Length == 0);
        var examples = MarkdownSection.Split(page.Examples).ToArray();
        Assert.True(examples.Length >= 2, $"{cmdlet} has {examples.Length} examples.");
        Assert.All(examples, example =>
        {
            var blocks = MarkdownBlock.Read(example.Body).ToArray();
            Assert.Contains(blocks, block => block.IsCode && block.Text.Contains(cmdlet, StringComparison.Ordinal));
            Assert.Contains(blocks, block => !block.IsCode);
        });
    }

    [Fact]
    public void Links_lead_to_pages_that_are_there()
    {
        foreach (var page in Pages.In(Folder))
            foreach (var target in MarkdownBlock.Read(page.Links).Select(block => block.Plain).Where(name => !name.StartsWith("about_", StringComparison.Ordinal)))
                Assert.True(Code.ContainsKey(target), $"{page.Name} links to {target}.");
    }

    [Fact]
    public void The_module_carries_help_for_every_cmdlet()
    {
        var help = XDocument.Load(Path.Combine(Root, "artifacts", "Nodepoint", "en-US", "Nodepoint.PowerShell.dll-Help.xml"));
        XNamespace command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
        Assert.Equal(
            Exported.Order(StringComparer.Ordinal),
            help.Descendants(command + "details").Select(details => details.Element(command + "name")!.Value).Order(StringComparer.Ordinal));
        Assert.True(File.Exists(Path.Combine(Root, "artifacts", "Nodepoint", "en-US", "about_Nodepoint.help.txt")));
        Assert.True(File.Exists(Path.Combine(Root, "artifacts", "Nodepoint", "en-US", "about_Nodepoint_Bulk.help.txt")));
        Assert.True(File.Exists(Path.Combine(Root, "artifacts", "Nodepoint", "en-US", "about_Nodepoint_Errors.help.txt")));
    }

    [Fact]
    public void Help_has_syntax_parameters_and_examples()
    {
        XNamespace maml = "http://schemas.microsoft.com/maml/2004/10", command = "http://schemas.microsoft.com/maml/dev/command/2004/10", dev = "http://schemas.microsoft.com/maml/dev/2004/10";
        var help = MamlWriter.Write([PageReader.Read(File.ReadAllText(PathOf("New-NpMailbox")))]);
        var quota = help.Descendants(command + "parameters").Elements().Single(parameter => parameter.Element(maml + "name")!.Value == "Quota");
        Assert.Contains("bytes", quota.Element(maml + "description")!.Value, StringComparison.Ordinal);
        Assert.Equal("-1", quota.Element(dev + "defaultValue")!.Value);
        Assert.Equal("Email", help.Descendants(command + "syntaxItem").First().Element(command + "parameter")!.Element(maml + "name")!.Value);
        Assert.Contains(help.Descendants(dev + "code"), code => code.Value.Contains("New-NpMailbox", StringComparison.Ordinal));
    }

    [Fact]
    public void Get_Help_says_of_every_mandatory_parameter_that_a_row_can_provide_it()
    {
        XNamespace maml = "http://schemas.microsoft.com/maml/2004/10", command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
        var walked = 0;
        foreach (var page in Pages.In(Folder))
        {
            var list = MamlWriter.Write([page]).Descendants(command + "parameters").Elements().ToDictionary(parameter => parameter.Element(maml + "name")!.Value);
            foreach (var parameter in page.Parameters.Where(one => one.Sets.Any(place => place.IsRequired) && one.Sets.Any(place => place.FromProperty)))
            {
                Assert.Contains("ByPropertyName", list[parameter.Name].Attribute("pipelineInput")!.Value, StringComparison.Ordinal);
                Assert.Equal("true", list[parameter.Name].Attribute("required")!.Value);
                walked++;
            }
        }

        Assert.True(walked >= 180, $"Only {walked} parameters were walked.");
    }

    [Fact]
    public void A_parameter_is_described_once_and_not_in_every_syntax_line()
    {
        XNamespace maml = "http://schemas.microsoft.com/maml/2004/10", command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
        var help = MamlWriter.Write(Pages.In(Folder));
        Assert.Empty(help.Descendants(command + "syntaxItem").Descendants(maml + "description"));
        Assert.All(help.Descendants(command + "parameters").Elements(), parameter => Assert.NotEmpty(parameter.Element(maml + "description")!.Value));
    }

    private static string PathOf(string cmdlet) => Path.Combine(Folder, cmdlet + ".md");
}
