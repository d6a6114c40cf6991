using System.Globalization;
using System.Xml.Linq;
using Xunit;

namespace Nodepoint.Tests.Docs;

public sealed class ViewTests
{
    private const int Terminal = 79;

    // The generated views and those written by hand.
    private static readonly XElement[] Views =
        [.. new[] { "Nodepoint.Records.Format.ps1xml", "Nodepoint.Format.ps1xml" }.SelectMany(file => XDocument.Load(Path.Combine(Repository.Root, "artifacts", "Nodepoint", file)).Descendants("View"))];

    public static TheoryData<string> Names => [.. Views.Where(view => view.Element("TableControl") is not null).Select(view => view.Element("Name")!.Value)];

    [Fact]
    public void What_can_have_a_generated_password_has_a_table_that_shows_it()
    {
        var generated = Views.Where(view => view.Descendants("TypeName").Single().Value.EndsWith("#Generated", StringComparison.Ordinal)).ToArray();
        Assert.Contains(generated, view => view.Element("Name")!.Value == "MailboxGenerated");
        Assert.Contains(generated, view => view.Element("Name")!.Value == "ClientGenerated");
        Assert.All(generated, view => Assert.Equal("GeneratedPassword", view.Descendants("TableColumnHeader").Last().Element("Label")!.Value));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_table_fits_a_terminal_and_its_labels(string name)
    {
        var columns = Views.Single(view => view.Element("Name")!.Value == name).Descendants("TableColumnHeader").ToArray();
        Assert.All(columns, column => Assert.True(Width(column) >= column.Element("Label")!.Value.Length, column.ToString()));
        Assert.True(columns.Sum(Width) + columns.Length - 1 <= Terminal, $"{name} is {columns.Sum(Width) + columns.Length - 1} wide.");
    }

    private static int Width(XElement column)
        => column.Element("Width") is { } width ? int.Parse(width.Value, CultureInfo.InvariantCulture) : column.Element("Label")!.Value.Length;
}
