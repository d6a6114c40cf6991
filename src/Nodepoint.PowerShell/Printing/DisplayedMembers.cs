using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Nodepoint.PowerShell.Printing;

/// <summary>The members that Format-List shows of objects, where they are more than those of their type.</summary>
internal static class DisplayedMembers
{
    private const string Standard = "PSStandardMembers";
    private const string Displayed = "DefaultDisplayPropertySet";

    private const string Update = @"Microsoft.PowerShell.Utility\Update-TypeData -TypeName $args[0] -DefaultDisplayPropertySet $args[1] -Force -WhatIf:$false -Confirm:$false";

    /// <summary>Shows a member that was added to objects before those of their type. The session learns that once for each type.</summary>
    /// <param name="command">The command that writes the object.</param>
    /// <param name="value">The object, with a type name of its own in front of the others.</param>
    /// <param name="member">The member.</param>
    public static void ShowFirst(PSCmdlet command, PSObject value, string member)
    {
        if ((value.Members[Standard] as PSMemberSet)?.Members[Displayed] is PSPropertySet shown && !shown.ReferencedPropertyNames.Contains(member))
            command.InvokeCommand.InvokeScript(Update, useNewScope: true, PipelineResultTypes.None, null, value.TypeNames[0], (string[])[member, .. shown.ReferencedPropertyNames]);
    }
}
