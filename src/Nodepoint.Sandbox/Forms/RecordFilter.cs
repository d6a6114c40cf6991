using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Functions;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;

namespace Nodepoint.Sandbox.Forms;

/// <summary>A get with columns and values in place of an id.</summary>
internal static class RecordFilter
{
    public static List<Row> Find(PanelCall call, FormDefinition form, PhpArray filter)
    {
        long offset = 0, limit = 0;
        var wanted = new List<bool>();
        // The panel fills every pair into its conditions in turn, those of #OFFSET# and #LIMIT# too:
        // standing first they push the columns out of place.
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
            if (at < 0) return [];
            terms.Add(new SearchTerm(form.Table.Columns[at], pairs[i].Value, wanted[i] && pairs[i].Value != "#NULL#"));
        }
        var conditions = terms.ConvertAll(t => t.Condition());
        var where = conditions.Count == 0 ? "1" : string.Join(" AND ", conditions.Select(c => c.Sql));
        var readable = call.Profile.Condition('r');
        object?[] values = [.. conditions.Select(c => c.Value)];
        var isPaged = offset >= 0 && limit > 0;
        var paging = isPaged ? $" LIMIT {limit} OFFSET {offset}" : "";
        var order = ScanOrder.Of(call.Database, form.Table, terms, isPaged ? offset + limit : long.MaxValue);
        return call.Database.All($"SELECT * FROM \"{form.Table.Name}\" WHERE {where} AND {readable}{order}{paging}", values);
    }

    private static string ColumnName(FormDefinition form, string name)
    {
        name = name.Replace("`", "", StringComparison.Ordinal);
        return name.StartsWith(form.Table.Name + ".", StringComparison.Ordinal) ? name[(form.Table.Name.Length + 1)..] : name;
    }
}
