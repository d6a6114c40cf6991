using System.Reflection;
using System.Xml.Linq;

namespace Nodepoint.HelpPages;

/// <summary>
/// The order in which Format-List shows the members of an output with a natural key: what identifies it and what its table shows, then the rest, and
/// IDs and additional fields last. It is a property set of the type, which costs less to load than a list view. Others have the order of their code.
/// </summary>
public static class DisplayOrder
{
    private static readonly string[] Owners = ["Client", "Reseller"];

    private static readonly string[] States = ["Active", "Enabled", "Verdict", "State", "Locked"];

    private const string Rest = "AdditionalFields";

    /// <summary>Whether the members of a type have an order of their own.</summary>
    /// <param name="type">The type.</param>
    public static bool IsFor(Type type) => Declared(type).Any(member => Has(member, "KeyAttribute"));

    /// <summary>The members in their order.</summary>
    /// <param name="type">The type.</param>
    public static IReadOnlyList<string> Of(Type type)
    {
        var members = Declared(type).Where(member => member.GetIndexParameters().Length == 0).Select(member => member.Name).Distinct().ToList();
        var keys = Declared(type).Where(member => Has(member, "KeyAttribute")).Concat(Declared(type).Where(member => Has(member, "KeyPartAttribute"))).Select(member => member.Name).Where(name => !IsId(name));
        var shown = ViewWriter.MembersOf(type).Where(name => !IsId(name));
        var first = keys.Take(1).Concat(Owners).Concat(States).Concat(keys).Concat(shown).Where(members.Contains);
        var last = members.Where(IsId).OrderBy(name => name != "Id").Append(Rest).Where(members.Contains).ToList();
        return [.. first.Concat(members.Except(last)).Concat(last).Distinct()];
    }

    /// <summary>The property set that PowerShell reads.</summary>
    /// <param name="type">The type.</param>
    /// <param name="added">A member that cmdlets add to objects of the type, which comes first; null for none.</param>
    public static XElement Write(Type type, string? added = null)
    {
        var order = Of(type);
        return new XElement("MemberSet", new XElement("Name", "PSStandardMembers"), new XElement("Members",
            new XElement("NoteProperty", new XElement("Name", "DefaultDisplayProperty"), new XElement("Value", order[0])),
            new XElement("PropertySet", new XElement("Name", "DefaultDisplayPropertySet"), new XElement("ReferencedProperties", (added is null ? order : order.Prepend(added)).Select(name => new XElement("Name", name))))));
    }

    private static bool IsId(string name) => name.EndsWith("Id", StringComparison.Ordinal);

    private static bool Has(PropertyInfo member, string attribute) => member.GetCustomAttributesData().Any(data => data.AttributeType.Name == attribute);

    // The members of the type itself before those that it shares with others.
    private static IEnumerable<PropertyInfo> Declared(Type type)
    {
        for (var current = type; current is not null && current != typeof(object); current = current.BaseType)
            foreach (var member in current.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
                if (member.GetMethod?.IsPublic == true) yield return member;
    }
}
