using System.Xml.Linq;

namespace Nodepoint.HelpPages;

/// <summary>Makes the types file of the module: members whose text PowerShell takes from a class of the cmdlets, so that it is the same in every culture.</summary>
public static class PrintedMembersWriter
{
    /// <summary>The types file.</summary>
    /// <param name="classes">The types, and for each the class with what is shown of its members.</param>
    public static XDocument Write(IEnumerable<(Type Type, Type Members)> classes)
        => new(new XElement("Types", classes.OrderBy(one => one.Type.FullName, StringComparer.Ordinal).Select(one => new XElement("Type",
            new XElement("Name", one.Type.FullName),
            new XElement("Members", one.Members.GetMethods().Where(method => method.IsStatic && method.ReturnType != typeof(void)).Select(method => Property(one.Members, method.Name)))))));

    private static XElement Property(Type members, string name)
        => new("CodeProperty",
            new XElement("Name", name),
            Reference("GetCodeReference", members, name),
            members.GetMethod("Set" + name) is { } setter ? Reference("SetCodeReference", members, setter.Name) : null);

    private static XElement Reference(string element, Type members, string method)
        => new(element, new XElement("TypeName", members.FullName), new XElement("MethodName", method));
}
