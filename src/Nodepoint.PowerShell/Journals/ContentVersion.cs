using System.Management.Automation;
using System.Security.Cryptography;
using System.Text;

namespace Nodepoint.PowerShell.Journals;

/// <summary>
/// How a command writes the values of a row for its journal. If a parameter was renamed since an earlier run, or its values are written in another form,
/// the row's hash says nothing about whether the row is the same.
/// </summary>
internal static class ContentVersion
{
    // Raise it when the same value of a parameter is written in another form, such as a size in another unit or an enum member with another name.
    private const int Forms = 2;

    /// <summary>The version of a command: the number of the forms, and a hash of the names of its parameters.</summary>
    /// <param name="command">The command.</param>
    /// <returns>A short text.</returns>
    public static string Of(CommandInfo command)
    {
        // Common parameters differ between the versions of PowerShell.
        var names = command.Parameters.Keys.Except(Cmdlet.CommonParameters).Except(Cmdlet.OptionalCommonParameters).Order(StringComparer.Ordinal);
        return $"{Forms}-{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', names))).AsSpan(0, 6))}";
    }
}
