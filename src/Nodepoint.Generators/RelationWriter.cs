using System.Linq;

namespace Nodepoint.Generators;

/// <summary>Writes the relations of a noun: its parents, its dependents, and the limits it counts against.</summary>
internal static class RelationWriter
{
    public static void Write(SourceText text, NounModel noun)
    {
        Linked(text, noun);
        Parent(text, noun);
        Below(text, noun);
        Limits(text, noun);
    }

    private static void Linked(SourceText text, NounModel noun)
    {
        if (noun.Key.Ending is null && !noun.Links.Any()) return;
        text.Line("protected override KeyValuePair<string, string>? Linked(PanelObject parent) => parent switch").Line("{");
        if (noun.Key.Ending is { } ending) text.Line($"{ending.Record} other => new({ColumnModel.Literal(noun.Key.Name)}, {ColumnModel.Literal("%" + ending.Separator)} + {ending.Record}Noun.Instance.KeyOf(other)),");
        foreach (var column in noun.Links.GroupBy(c => c.Link!.Record).Select(g => g.First()))
            text.Line($"{column.Link!.Record} other => new({ColumnModel.Literal(column.Name)}, {(column.Shape == Shape.Quantity ? "other.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)" : $"{(column.Prefix.Length > 0 ? ColumnModel.Literal(column.Prefix) + " + " : "")}{column.Link.Record}Noun.Instance.KeyOf(other)")}),");
        text.Line("_ => null,").Line("};").Line();
    }

    private static void Parent(SourceText text, NounModel noun)
    {
        string? read = null;
        if (noun.Key.Ending is { } ending) read = $"await lookup.FindAsync({ending.Record}Noun.Instance, new Reference<{ending.Record}>(value.{noun.Key.Member}[(value.{noun.Key.Member}.LastIndexOf({ending.SeparatorLiteral}) + 1)..]), cancel).ConfigureAwait(false)";
        else if (noun.Parent is { } parent)
        {
            var find = $"await lookup.FindAsync({parent.Link!.Record}Noun.Instance, new Reference<{parent.Link.Record}>(value.{parent.Member}), cancel).ConfigureAwait(false)";
            read = parent.Shape == Shape.Quantity ? $"value.{parent.Member} <= 0 ? null : {find}" : $"value.{parent.Member}.Length == 0 ? null : {find}";
        }

        if (read is not null) text.Line($"protected override async System.Threading.Tasks.ValueTask<PanelObject?> ParentAsync({noun.Record} value, PanelLookup lookup, System.Threading.CancellationToken cancel)").Line($"    => {read};").Line();
    }

    private static void Below(SourceText text, NounModel noun)
    {
        if (noun.Dependents.Count == 0) return;
        text.Line($"public override async System.Threading.Tasks.ValueTask<IReadOnlyList<Dependent>> DependentsAsync({noun.Record} value, PanelLookup lookup, System.Threading.CancellationToken cancel)").Line("{")
            .Line("var dependents = new List<Dependent>();");
        foreach (var record in noun.Dependents) text.Line($"dependents.AddRange(await {record}Noun.Instance.DependentsOfAsync(value, lookup, cancel).ConfigureAwait(false));");
        text.Line("return dependents;").Line("}").Line();
    }

    private static void Limits(SourceText text, NounModel noun)
    {
        var summed = noun.Columns.Where(c => c.Counts is not null).ToArray();
        if (noun.Counts.Count == 0 && summed.Length == 0) return;
        text.Line($"public override IReadOnlyList<ClientLimit<{noun.Record}>> Limits {{ get; }} =").Line("[");
        foreach (var (limit, condition, what) in noun.Counts)
            text.Line($"    new({ColumnModel.Literal(limit)}, client => client.{limit}, {(condition is null ? "_ => 1" : $"value => value.{condition} ? 1 : 0")}, {ColumnModel.Literal(what)}, {ColumnModel.Literal(English.Plural(what))}),");
        foreach (var column in summed) text.Line($"    new({ColumnModel.Literal(column.Counts!)}, client => client.{column.Counts}, value => value.{column.Member}, {ColumnModel.Literal($"{column.Member} of {noun.Title}")}),");
        text.Line("];").Line();
    }
}
