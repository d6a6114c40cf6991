using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Functions;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;

namespace Nodepoint.Sandbox.Forms;

/// <summary>A get with columns and values in place of an id; nothing when there is no such column.</summary>
internal static class RecordFilter
{
    public static RowSequence? Find(PanelCall call, FormDefinition form, PhpArray filter)
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
        var conditions = new List<string>();
        var values = new List<object?>();
        for (var i = 0; i < wanted.Count; i++)
        {
            var at = form.Table.IndexOf(ColumnName(form, pairs[i].Column));
            if (at < 0) return null;
            var column = form.Table.Columns[at];
            var (sql, value) = wanted[i] && pairs[i].Value != "#NULL#" ? Comparison.Like(column, pairs[i].Value) : Comparison.Equal(column, pairs[i].Value);
            conditions.Add(sql.Replace("?1", $"?{i + 1}", StringComparison.Ordinal));
            values.Add(value);
        }
        var where = conditions.Count == 0 ? "1" : string.Join(" AND ", conditions);
        var readable = call.Profile.Condition('r');
        var paging = offset >= 0 && limit > 0 ? $" LIMIT {limit} OFFSET {offset}" : "";
        return new RowSequence(call.Database, $"SELECT * FROM \"{form.Table.Name}\" WHERE {where} AND {readable}{Tables.InOrder(form.Table.Name)}{paging}", [.. values]);
    }

    private static string ColumnName(FormDefinition form, string name)
    {
        name = name.Replace("`", "", StringComparison.Ordinal);
        return name.StartsWith(form.Table.Name + ".", StringComparison.Ordinal) ? name[(form.Table.Name.Length + 1)..] : name;
    }
}
