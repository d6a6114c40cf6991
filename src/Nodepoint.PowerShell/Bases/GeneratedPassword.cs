using System.Management.Automation;

namespace Nodepoint.PowerShell.Bases;

/// <summary>Puts a generated password on the object that a cmdlet emits, where the table shows it.</summary>
internal static class GeneratedPassword
{
    /// <summary>What is put after the name of a record's type; the table view for it has the column GeneratedPassword.</summary>
    private const string TypeSuffix = "#Generated";

    /// <summary>The record with the member GeneratedPassword, and with a type name of its own in front of the others.</summary>
    public static PSObject On(object record, string password)
    {
        var output = PSObject.AsPSObject(record);
        output.Properties.Add(new PSNoteProperty(nameof(GeneratedPassword), password));
        output.TypeNames.Insert(0, record.GetType().FullName + TypeSuffix);
        return output;
    }
}
