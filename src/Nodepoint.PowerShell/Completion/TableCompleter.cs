using Nodepoint.IspConfig.Model;

namespace Nodepoint.PowerShell.Completion;

/// <summary>Completes the tables of the panel's database that hold records.</summary>
public sealed class TableCompleter() : WordCompleter(PanelNouns.All.GroupBy(static noun => noun.Table).OrderBy(static table => table.Key, StringComparer.Ordinal).Select(static table => (table.Key, string.Join(", ", table.Select(static noun => noun.Title)))));
