using System.Text.RegularExpressions;

namespace Nodepoint.HelpPages;

/// <summary>Makes the module's manifest from the handwritten one: it lists the cmdlets by name, so that Import-Module and completion need not search the assemblies.</summary>
public static partial class ManifestWriter
{
    /// <summary>The manifest with its cmdlets.</summary>
    /// <param name="manifest">The text of the handwritten manifest, whose list of cmdlets is empty.</param>
    /// <param name="cmdlets">The cmdlets, in the order of the list.</param>
    /// <exception cref="InvalidDataException">The manifest has no empty list of cmdlets.</exception>
    public static string Write(string manifest, IEnumerable<string> cmdlets)
    {
        if (List().Count(manifest) != 1) throw new InvalidDataException("The manifest must contain CmdletsToExport = @(), which the build fills in.");
        var lines = cmdlets.GroupBy(name => name[(name.IndexOf('-', StringComparison.Ordinal) + 1)..]).Select(noun => "\n        " + string.Join(", ", noun.Select(name => $"'{name}'")));
        return List().Replace(manifest, match => $"{match.Groups[1].Value}@({string.Concat(lines)}\n    )");
    }

    [GeneratedRegex(@"(CmdletsToExport\s*=\s*)@\(\)")]
    private static partial Regex List();
}
