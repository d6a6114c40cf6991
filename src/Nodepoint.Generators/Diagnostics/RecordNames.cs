using System;
using System.Collections.Generic;
using System.Linq;

namespace Nodepoint.Generators.Diagnostics;

/// <summary>Checks that no two records have the same name or the same cmdlets.</summary>
internal static class RecordNames
{
    /// <summary>The records whose name or noun another record has already.</summary>
    public static IEnumerable<Problem> Repeated(IEnumerable<RecordResult> records)
    {
        var nouns = records.Where(record => record.Noun is not null).Select(record => (Noun: record.Noun!, record.Place)).ToArray();
        return Repeated(nouns, noun => noun.Record, "name").Concat(Repeated(nouns, noun => noun.CmdletNoun, "noun"));
    }

    private static IEnumerable<Problem> Repeated((NounModel Noun, Place? Place)[] records, Func<NounModel, string?> name, string kind)
        => from same in records.Where(record => name(record.Noun) is not null).GroupBy(record => name(record.Noun)!, StringComparer.OrdinalIgnoreCase)
           from other in same.Skip(1)
           select new Problem(Rules.NameTaken, other.Place, FullName(other.Noun), $"{kind} {same.Key}", FullName(same.First().Noun));

    private static string FullName(NounModel noun) => $"{noun.Subject}.{noun.Record}";
}
