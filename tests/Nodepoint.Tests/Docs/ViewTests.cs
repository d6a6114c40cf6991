using System.Globalization;
using System.Xml.Linq;
using Xunit;

namespace Nodepoint.Tests.Docs;

public sealed class ViewTests
{
    private const int Terminal = 79;

    private static readonly XDocument Views = XDocument.Load(Path.Combine(Repository.Root, "artifacts", "Nodepoint", "Nodepoint.Records.Format.ps1xml"));

    public static TheoryData<string> Names => [.. Views.Descendants("View").Select(view => view.Element("Name")!.Value)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_table_fits_a_terminal_and_its_labels(string name)
    {
        var columns = Views.Descendants("View").Single(view => view.Element("Name")!.Value == name).Descendants("TableColumnHeader").ToArray();
        Assert.All(columns, column => Assert.True(Width(column) >= column.Element("Label")!.Value.Length, column.ToString()));
        Assert.True(columns.Sum(Width) + columns.Length - 1 <= Terminal, $"{name} is {columns.Sum(Width) + columns.Length - 1} wide.");
    }

    private static int Width(XElement column)
        => column.Element("Width") is { } width ? int.Parse(width.Value, CultureInfo.InvariantCulture) : column.Element("Label")!.Value.Length;
}
