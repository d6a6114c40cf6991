using System.Linq;

namespace Nodepoint.Generators;

/// <summary>Writes how a state keeps the members of a record: as values that people read, not as the panel's columns.</summary>
internal static class StateMembers
{
    public static void Write(SourceText text, NounModel noun)
    {
        var linked = noun.Links.Select(c => c.Link!.Record).Concat(noun.Key.Ending is { } ending ? [ending.Record] : []).Distinct().ToArray();
        if (linked.Length > 0) text.Line().Line($"internal override IReadOnlyList<System.Type> LinkedTypes {{ get; }} = [{string.Join(", ", linked.Select(record => $"typeof({record})"))}];");
        text.Line().Line($"internal override void WriteMember(Utf8JsonWriter writer, {noun.Record} value, int ordinal)").Line("{").Line("switch (ordinal)").Line("{");
        foreach (var column in noun.Columns) text.Line($"case {NounGenerator.Ordinal(noun, column)}: {column.KeepStatement} break;");
        text.Line("}").Line("}").Line()
            .Line($"internal override {noun.Record} FromMembers(JsonElement[] members) => new()").Line("{");
        foreach (var column in noun.Columns.Where(c => !c.ReadOnly))
        {
            var ordinal = NounGenerator.Ordinal(noun, column);
            var kept = string.Format(System.Globalization.CultureInfo.InvariantCulture, column.KeptExpression, ordinal);
            text.Line($"{column.HashMember ?? column.Member} = members[{ordinal}].ValueKind == JsonValueKind.Undefined ? Empty.{column.HashMember ?? column.Member} : {kept},");
        }

        text.Line("};");
    }
}
