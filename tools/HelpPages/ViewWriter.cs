using System.Globalization;
using System.Reflection;
using System.Xml.Linq;

namespace Nodepoint.HelpPages;

/// <summary>Makes the table views of the records from what each says of its own: "Id:5> Domain:30 Quota:9> Active".</summary>
public static class ViewWriter
{
    // Members that are sizes in bytes or numbers with -1 for unlimited are shown as people say them.
    private const string Size = "$n = $_.MEMBER; if ($n -lt 0) { 'unlimited' } elseif ($n -ge 1GB) { '{0:0.#} GB' -f ($n / 1GB) } elseif ($n -ge 1MB) { '{0:0.#} MB' -f ($n / 1MB) } else { '{0} B' -f $n }";

    /// <summary>The views of all records of an assembly.</summary>
    public static XDocument Write(IEnumerable<Type> records)
        => new(new XElement("Configuration", new XElement("ViewDefinitions", records.OrderBy(type => type.Name, StringComparer.Ordinal).SelectMany(View))));

    private static IEnumerable<XElement> View(Type record)
    {
        var attribute = record.GetCustomAttributesData().FirstOrDefault(data => data.AttributeType.Name == "PanelObjectAttribute");
        var text = attribute?.NamedArguments.FirstOrDefault(argument => argument.MemberName == "View").TypedValue.Value as string;
        if (string.IsNullOrEmpty(text)) yield break;
        var columns = text.Split(' ').Select(word => Column(record, word)).ToArray();
        yield return new XElement("View",
            new XElement("Name", record.Name),
            new XElement("ViewSelectedBy", new XElement("TypeName", record.FullName)),
            new XElement("TableControl",
                new XElement("TableHeaders", columns.Select(column => column.Header)),
                new XElement("TableRowEntries", new XElement("TableRowEntry", new XElement("TableColumnItems", columns.Select(column => column.Item))))));
    }

    private static (XElement Header, XElement Item) Column(Type record, string word)
    {
        var right = word.EndsWith('>');
        var parts = word.TrimEnd('>').Split(':');
        var member = record.GetProperty(parts[0]) ?? throw new InvalidDataException($"The view of {record.Name} names {parts[0]}, which it does not have.");
        var header = new XElement("TableColumnHeader", new XElement("Label", parts[0]));
        if (parts.Length > 1) header.Add(new XElement("Width", int.Parse(parts[1], CultureInfo.InvariantCulture)));
        if (right) header.Add(new XElement("Alignment", "Right"));
        var item = parts[0].EndsWith("Quota", StringComparison.Ordinal) ? new XElement("ScriptBlock", Size.Replace("MEMBER", member.Name, StringComparison.Ordinal))
            : member.PropertyType.IsArray ? new XElement("ScriptBlock", $"$_.{member.Name} -join ', '")
            : new XElement("PropertyName", member.Name);
        return (header, new XElement("TableColumnItem", item));
    }
}
