using System.Xml.Linq;
using Nodepoint.HelpPages;
using Xunit;

namespace Nodepoint.Tests.Docs;

public sealed class PageTests
{
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    [Fact]
    public void Hard_wrapped_paragraphs_and_items_become_one_line_each_and_code_stays()
    {
        const string Wrapped = "Removes a zone\nwith its records.\n\n- one\n  item\n- two\n\n```powershell\na |\n    b\n```\n\n1. first\n2. second";
        Assert.Equal("Removes a zone with its records.\n\n- one item\n- two\n\n```powershell\na |\n    b\n```\n\n1. first\n2. second", MarkdownBlock.Unwrap(Wrapped));
    }

    [Fact]
    public void Syntax_lines_end_with_what_many_cmdlets_share()
    {
        Membership[] everywhere = [new(Membership.All, null, false, false, false)];
        var page = new CommandPage("New-NpThing")
        {
            Sets = [new ParameterSet(ParameterSet.Only, false)],
            Parameters = [.. new[] { "Confirm", "Email", "Journal", "Panel", "Quota", "ThrottleLimit", "WhatIf" }.Select(name => new ParameterText(name, "", "System.String", "string") { Sets = everywhere })],
        };
        Assert.Equal(["Email", "Quota", "ThrottleLimit", "Journal", "Panel", "WhatIf", "Confirm"], page.InSet(ParameterSet.Only).Select(pair => pair.Parameter.Name));
    }

    [Fact]
    public void What_an_example_printed_follows_its_code_with_the_columns_in_place()
    {
        var page = new CommandPage("Get-NpThing")
        {
            Examples = "### Example 1: All\n\nEvery thing.\n\n```powershell\nGet-NpThing\n```\n\n```output\n   Id Name\n   -- ----\n    1 a\n...\n```",
        };
        var help = MamlWriter.Write([page]);
        Assert.Equal("Get-NpThing\n\nId Name\n-- ----\n 1 a\n...", help.Descendants(Dev + "code").Single().Value);
        Assert.Equal("Every thing.", help.Descendants(Dev + "remarks").Single().Value);
    }
}
