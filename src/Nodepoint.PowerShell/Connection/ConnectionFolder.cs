namespace Nodepoint.PowerShell.Connection;

/// <summary>Turns the name of a connection into the name of a folder.</summary>
internal static class ConnectionFolder
{
    // Of all systems, so that the same panel has the same folder on each of them.
    private const string NotAllowed = "<>:\"/\\|?*[]";

    /// <summary>The name with a hyphen for each character that is not allowed in the name of a folder, such as the colon before a port.</summary>
    /// <param name="name">The name of the connection.</param>
    public static string NameOf(string name)
    {
        var safe = string.Concat(name.Select(c => NotAllowed.Contains(c, StringComparison.Ordinal) || char.IsControl(c) ? '-' : c)).Trim('.', ' ');
        return safe.Length > 0 ? safe : "panel";
    }
}
