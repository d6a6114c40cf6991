namespace Nodepoint.IspConfig.Files;

/// <summary>Names that Windows keeps for devices: a file cannot have them, with any ending.</summary>
internal static class DeviceName
{
    private static readonly string[] Names =
        ["con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9"];

    /// <summary>Whether a file of this name would be a device: <c>nul</c>, but also <c>nul.example.zone</c>.</summary>
    /// <param name="name">The name of the file.</param>
    public static bool IsOne(string name) => Array.Exists(Names, one => one.Equals(name.Split('.')[0], StringComparison.OrdinalIgnoreCase));
}
