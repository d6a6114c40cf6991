using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Functions;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;

namespace Nodepoint.Sandbox.Forms;

/// <summary>Finds records by columns and values instead of an ID; null when a column does not exist.</summary>
internal static class RecordFilter
{
    public static RowSequence? Find(PanelCall call, FormDefinition form, PhpArray filter)
    {
        long offset = 0, limit = 0;
        var wanted = new List<bool>();
        // The panel assigns the pairs to its conditions in order, including #OFFSET# and #LIMIT#, so these
        // shift the columns if they come first.
        var pairs = new List<(string Column, string Value)>();
        foreach (var (key, value) in filter)
        {
            if (key == "#OFFSET#") offset = PanelInt.Of(value);
            else if (key == "#LIMIT#") limit = PanelInt.Of(value);
            else wanted.Add(Loose.TextArgument(value).Contains('%', StringComparison.Ordinal));
            pairs.Add((key, Loose.Text(value)));
        }
        var terms = new List<SearchTerm>();
        for (var i = 0; i < wanted.Count; i++)
        {
            var at = form.Table.IndexOf(ColumnName(form, pairs[i].Column));
            if (at < 0) return null;
            terms.Add(new SearchTerm(form.Table.Columns[at], pairs[i].Value, wanted[i] && pairs[i].Value != "#NULL#"));
        }
        var (where, values) = SearchTerm.All(terms);
        var readable = call.Profile.Condition('r', form.Table.Name);
        var isPaged = offset >= 0 && limit > 0;
        var paging = isPaged ? $" LIMIT {limit} OFFSET {offset}" : "";
        var order = ScanOrder.Of(call.Database, form.Table, terms, isPaged ? offset + limit : long.MaxValue);
        return new RowSequence(call.Database, $"SELECT * FROM \"{form.Table.Name}\" WHERE {where} AND {readable}{order}{paging}", values);
    }

    private static string ColumnName(FormDefinition form, string name)
    {
        name = name.Replace("`", "", StringComparison.Ordinal);
        return name.StartsWith(form.Table.Name + ".", StringComparison.Ordinal) ? name[(form.Table.Name.Length + 1)..] : name;
    }
}
