using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Nodepoint.HelpPages;

/// <summary>The documentation comments that stand beside assemblies; inheritdoc with a cref is followed.</summary>
public sealed partial class XmlDocs
{
    private readonly Dictionary<string, XElement> _members = [];

    public XmlDocs(IEnumerable<string> files)
    {
        foreach (var member in files.SelectMany(file => XDocument.Load(file).Descendants("member")))
            _members[member.Attribute("name")!.Value] = member;
    }

    public string Of(Type type)
    {
        if (type.IsArray) return Of(type.GetElementType()!);
        return Summary("T:" + NameOf(type));
    }

    public string Of(PropertyInfo property) => Summary($"P:{NameOf(property.DeclaringType!)}.{property.Name}");

    private static string NameOf(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private string Summary(string name)
    {
        if (!_members.TryGetValue(name, out var member)) return "";
        if (member.Element("summary") is { } summary) return Blanks().Replace(string.Concat(summary.Nodes().Select(Plain)), " ").Trim();
        return member.Element("inheritdoc")?.Attribute("cref")?.Value is { } other ? Summary(other) : "";
    }

    private static string Plain(XNode node) => node switch
    {
        XText text => text.Value,
        XElement element => element.Attribute("cref")?.Value is { } cref ? cref[(cref.LastIndexOf('.') + 1)..] : element.Attribute("name")?.Value ?? element.Value,
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
