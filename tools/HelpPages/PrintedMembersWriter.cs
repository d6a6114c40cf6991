using System.Xml.Linq;

namespace Nodepoint.HelpPages;

/// <summary>
/// Makes the types file of the module: members whose text PowerShell takes from a class of the cmdlets, so that it is the same in every culture, and
/// the order in which Format-List shows the members.
/// </summary>
public static class PrintedMembersWriter
{
    /// <summary>The types file.</summary>
    /// <param name="classes">The types with printed members, and for each the class with what is shown of them.</param>
    /// <param name="ordered">The types whose members have an order.</param>
    /// <param name="generated">The types that a cmdlet with -GeneratePassword emits.</param>
    public static XDocument Write(IEnumerable<(Type Type, Type Members)> classes, IEnumerable<Type> ordered, IReadOnlySet<Type> generated)
    {
        var printed = classes.ToDictionary(one => one.Type, one => one.Members);
        var shown = ordered.ToHashSet();
        return new(new XElement("Types", printed.Keys.Union(shown).OrderBy(type => type.FullName, StringComparer.Ordinal).SelectMany(type => new[]
        {
            Element(type.FullName!,
                printed.TryGetValue(type, out var members) ? members.GetMethods().Where(method => method.IsStatic && method.ReturnType != typeof(void)).Select(method => Property(members, method.Name)) : null,
                shown.Contains(type) ? DisplayOrder.Write(type) : null),
            shown.Contains(type) && generated.Contains(type) ? Element(type.FullName + "#Generated", DisplayOrder.Write(type, ViewWriter.GeneratedPassword)) : null,
        })));
    }

    private static XElement Element(string name, params object?[] members) => new("Type", new XElement("Name", name), new XElement("Members", members));

    private static XElement Property(Type members, string name)
        => new("CodeProperty",
            new XElement("Name", name),
            Reference("GetCodeReference", members, name),
            members.GetMethod("Set" + name) is { } setter ? Reference("SetCodeReference", members, setter.Name) : null);

    private static XElement Reference(string element, Type members, string method)
        => new(element, new XElement("TypeName", members.FullName), new XElement("MethodName", method));
}
