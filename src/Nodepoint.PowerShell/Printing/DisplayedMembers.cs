using System.Management.Automation;

namespace Nodepoint.PowerShell.Printing;

/// <summary>The members that Format-List shows of an object, where they are more than those of its type.</summary>
internal static class DisplayedMembers
{
    private const string Standard = "PSStandardMembers";
    private const string Displayed = "DefaultDisplayPropertySet";

    /// <summary>Shows a member that was added to an object before those of its type.</summary>
    /// <param name="value">The object.</param>
    /// <param name="member">The member.</param>
    public static void ShowFirst(PSObject value, string member)
    {
        if ((value.Members[Standard] as PSMemberSet)?.Members[Displayed] is not PSPropertySet shown || shown.ReferencedPropertyNames.Contains(member)) return;
        value.Members.Remove(Standard);
        value.Members.Add(new PSMemberSet(Standard, [new PSPropertySet(Displayed, [member, .. shown.ReferencedPropertyNames])]));
    }
}
