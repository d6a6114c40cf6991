using System.Reflection;
using System.Xml.Linq;

namespace Nodepoint.HelpPages;

/// <summary>Makes the table views of records and other output from what each says of its own: "Id:5> Domain:30 Quota:9> Active".</summary>
public static class ViewWriter
{
    // The class of the cmdlets that makes the text of sizes and states.
    private const string Text = "[Nodepoint.PowerShell.Printing.ViewText]";

    // The members that say whether something is as it should be.
    private static readonly HashSet<string> States = ["Active", "Enabled", "IsCurrent", "IsValid", "Outcome", "Result", "Severity", "State", "Verdict"];

    // A terminal of 80 columns, whose last one PowerShell leaves empty.
    internal const int Widest = 79;

    private const string Owner = "Client";
    private const string OwnerColumn = "Client:10";

    // As long as a generated password.
    internal const string GeneratedPassword = "GeneratedPassword";
    private const string PasswordColumn = GeneratedPassword + ":20";

    /// <summary>The views of types, and of those whose objects may carry a generated password.</summary>
    /// <param name="records">All types.</param>
    /// <param name="generated">The types that a cmdlet with -GeneratePassword emits.</param>
    /// <param name="handwritten">The views that are written by hand. Only those that show the panel too are made of them.</param>
    public static XDocument Write(IEnumerable<Type> records, IReadOnlySet<Type> generated, XDocument handwritten)
    {
        var views = records.OrderBy(type => type.Name, StringComparer.Ordinal).SelectMany(type => Views(type, generated.Contains(type))).ToList();
        return new(new XElement("Configuration", new XElement("ViewDefinitions", views, PanelViews.Of(views), PanelViews.Of(handwritten.Descendants("View")))));
    }

    /// <summary>The members that the table of a type shows, in their order; none for a view that is written by hand.</summary>
    /// <param name="type">The type.</param>
    public static IEnumerable<string> MembersOf(Type type) => ColumnsOf(type) is { Length: > 0 } text ? text.Split(' ').Select(word => ViewColumn.Parse(word).Member) : [];

    private static IEnumerable<XElement> Views(Type record, bool isGenerated)
    {
        if (ColumnsOf(record) is not { Length: > 0 } text) yield break;
        var words = text.Split(' ').ToList();
        if (IsOwned(record) && !words.Exists(word => word.StartsWith(Owner, StringComparison.Ordinal))) words.Insert(2, OwnerColumn);
        yield return View(record.Name, record.FullName!, record, Fit(words));
        if (isGenerated) yield return View(record.Name + "Generated", record.FullName + "#Generated", record, Fit([words[0], words[1], .. IsOwned(record) ? new[] { OwnerColumn } : [], PasswordColumn]));
    }

    private static XElement View(string name, string type, Type record, IEnumerable<ViewColumn> words)
    {
        var columns = words.Select(word => Column(record, word)).ToArray();
        return new XElement("View",
            new XElement("Name", name),
            new XElement("ViewSelectedBy", new XElement("TypeName", type)),
            new XElement("TableControl",
                new XElement("TableHeaders", columns.Select(column => column.Header)),
                new XElement("TableRowEntries", new XElement("TableRowEntry", new XElement("TableColumnItems", columns.Select(column => column.Item))))));
    }

    // What the owner's column takes is taken from the widest columns.
    private static List<ViewColumn> Fit(List<string> words)
    {
        var columns = words.ConvertAll(ViewColumn.Parse);
        while (columns.Sum(column => column.Width ?? column.Label.Length) + columns.Count - 1 > Widest)
        {
            var widest = columns.IndexOf(columns.MaxBy(column => column.Width ?? 0)!);
            columns[widest] = columns[widest] with { Width = columns[widest].Width - 1 };
        }

        return columns;
    }

    private static bool IsOwned(Type record) => record.GetCustomAttributesData().Any(data => data.AttributeType.Name == "PanelObjectAttribute"
        && data.NamedArguments.FirstOrDefault(argument => argument.MemberName == "Owned").TypedValue.Value is not false);

    private static string? ColumnsOf(Type record)
    {
        foreach (var data in record.GetCustomAttributesData())
        {
            if (data.AttributeType.Name == "TableViewAttribute") return data.ConstructorArguments[0].Value as string;
            if (data.AttributeType.Name == "PanelObjectAttribute") return data.NamedArguments.FirstOrDefault(argument => argument.MemberName == "View").TypedValue.Value as string;
        }

        return null;
    }

    private static (XElement Header, XElement Item) Column(Type record, ViewColumn column)
    {
        var header = new XElement("TableColumnHeader", new XElement("Label", column.Label));
        if (column.Width is { } width) header.Add(new XElement("Width", width));
        if (column.IsRight) header.Add(new XElement("Alignment", "Right"));
        if (column.Member == GeneratedPassword) return (header, new XElement("TableColumnItem", new XElement("PropertyName", GeneratedPassword)));
        var member = record.GetProperty(column.Member) ?? throw new InvalidDataException($"The view of {record.Name} names {column.Member}, which it does not have.");
        var item = column.Member.EndsWith("Quota", StringComparison.Ordinal) ? new XElement("ScriptBlock", $"{Text}::Size($_.{member.Name})")
            : States.Contains(member.Name) ? new XElement("ScriptBlock", $"{Text}::State($_.{member.Name}, $PSStyle)")
            : member.PropertyType.IsArray ? new XElement("ScriptBlock", $"$_.{member.Name} -join ', '")
            : new XElement("PropertyName", member.Name);
        return (header, new XElement("TableColumnItem", item));
    }
}
