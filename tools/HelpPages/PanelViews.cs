using System.Globalization;
using System.Xml.Linq;

namespace Nodepoint.HelpPages;

/// <summary>
/// Makes of each view another one that shows the panel too. It is selected by the type name that the cmdlets give objects when they ran on several
/// panels: that of the type, with #Panel at its end.
/// </summary>
public static class PanelViews
{
    private const string Panel = "Panel";
    private const string Suffix = "#" + Panel;
    private const int Width = 10;

    /// <summary>The views with the panel.</summary>
    /// <param name="views">The views.</param>
    public static IEnumerable<XElement> Of(IEnumerable<XElement> views) => views.Select(With);

    private static XElement With(XElement view)
    {
        var copy = new XElement(view);
        copy.Element("Name")!.Value += Panel;
        foreach (var type in copy.Element("ViewSelectedBy")!.Elements("TypeName")) type.Value += Suffix;
        var control = copy.Elements().Single(one => one.Name.LocalName.EndsWith("Control", StringComparison.Ordinal));
        switch (control.Name.LocalName)
        {
            case "TableControl": AddColumn(control); break;
            case "ListControl":
                foreach (var items in control.Descendants("ListItems")) items.AddFirst(new XElement("ListItem", new XElement("PropertyName", Panel)));
                break;
            case "CustomControl":
                foreach (var item in control.Elements("CustomEntries").Elements("CustomEntry").Elements("CustomItem").ToList()) item.AddFirst(new XElement("ExpressionBinding", new XElement("ScriptBlock", "\"$($_.Panel): \"")));
                break;
            default: throw new InvalidDataException($"The view {view.Element("Name")!.Value} has a control of another kind: {control.Name.LocalName}.");
        }

        return copy;
    }

    // The widest columns give the panel its place.
    private static void AddColumn(XElement table)
    {
        var headers = table.Element("TableHeaders")!;
        headers.AddFirst(new XElement("TableColumnHeader", new XElement("Label", Panel), new XElement("Width", Width)));
        foreach (var items in table.Descendants("TableColumnItems")) items.AddFirst(new XElement("TableColumnItem", new XElement("PropertyName", Panel)));
        while (true)
        {
            var columns = headers.Elements("TableColumnHeader").ToList();
            if (columns.Sum(column => Math.Max(WidthOf(column), LabelOf(column))) + columns.Count - 1 <= ViewWriter.Widest) return;
            if (columns.Skip(1).Where(column => WidthOf(column) > LabelOf(column)).MaxBy(WidthOf) is { } widest) widest.Element("Width")!.Value = (WidthOf(widest) - 1).ToString(CultureInfo.InvariantCulture);
            else
            {
                // Every column is as narrow as its label, so the last one is left out.
                columns[^1].Remove();
                foreach (var items in table.Descendants("TableColumnItems")) items.Elements().Last().Remove();
            }
        }
    }

    private static int WidthOf(XElement column) => column.Element("Width") is { } width ? int.Parse(width.Value, CultureInfo.InvariantCulture) : 0;

    private static int LabelOf(XElement column) => column.Element("Label")?.Value.Length ?? 0;
}
