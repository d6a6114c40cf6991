using System.Globalization;

namespace Nodepoint.HelpPages;

/// <summary>The pages of a folder.</summary>
public static class Pages
{
    public static IEnumerable<CommandPage> In(string folder)
        => Directory.GetFiles(folder, "*.md").Order(StringComparer.Ordinal).Select(path => PageReader.Read(File.ReadAllText(path)));

    /// <summary>A page as the code wants it: the hand-written parts of the one that is there, everything else anew.</summary>
    public static string Refresh(CommandPage code, string? there, IReadOnlyList<string> exported)
    {
        ArgumentNullException.ThrowIfNull(code);
        var old = there is null ? code : PageReader.Read(there);
        return PageWriter.Write(code with
        {
            Date = old.Date,
            Description = old.Description,
            Examples = old.Examples,
            Notes = WithPermissions(old.Notes, code.Permissions),
            Links = old.Links.Length > 0 ? old.Links : Siblings(code.Name, exported),
        });
    }

    /// <summary>Brings a folder up to date; a page's date changes with its text only.</summary>
    public static int Update(ModuleReader module, string folder)
    {
        ArgumentNullException.ThrowIfNull(module);
        var exported = module.Cmdlets();
        var written = 0;
        foreach (var code in module.Read())
        {
            var path = Path.Combine(folder, code.Name + ".md");
            var there = File.Exists(path) ? File.ReadAllText(path) : null;
            var text = Refresh(code, there, exported);
            if (text == there) continue;
            var today = DateTime.UtcNow.ToString("MM/dd/yyyy", CultureInfo.InvariantCulture);
            File.WriteAllText(path, PageWriter.Write(PageReader.Read(text) with { Date = today }));
            written++;
        }

        return written;
    }

    // The notes are written by hand, but for the paragraph about permissions.
    private static string WithPermissions(string notes, string permissions)
        => string.Join("\n\n", notes.Split("\n\n").Where(paragraph => paragraph.Trim().Length > 0 && !paragraph.StartsWith(PermissionNotes.Beginning, StringComparison.Ordinal)).Append(permissions)).Trim();

    private static string Siblings(string name, IReadOnlyList<string> exported)
    {
        var noun = name[name.IndexOf('-', StringComparison.Ordinal)..];
        return string.Join("\n\n", exported.Where(other => other != name && other.EndsWith(noun, StringComparison.Ordinal)).Select(other => $"[{other}]({other}.md)"));
    }
}
