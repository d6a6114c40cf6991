using System.Collections;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace Nodepoint.EngineHost.Specs;

/// <summary>The data of <c>-ForEach</c> and <c>-TestCases</c>: variables for its blocks, and words for its title.</summary>
internal static partial class Cases
{
    public static void SetVariables(SessionState state, object? data)
    {
        if (data is null)
            return;
        state.PSVariable.Set(new PSVariable("_", data));
        foreach (DictionaryEntry entry in data as IDictionary ?? new Hashtable())
            state.PSVariable.Set(new PSVariable(entry.Key.ToString()!, entry.Value));
    }

    /// <summary>Fills <c>&lt;name&gt;</c> and <c>&lt;name.Member&gt;</c> from a case's own data and its blocks', nearest first.</summary>
    public static string Title(string title, IEnumerable<object?> nearestFirst)
    {
        var all = nearestFirst.Where(data => data is not null).ToArray();
        return Hole().Replace(title, hole =>
        {
            var names = hole.Groups[1].Value.Split('.');
            foreach (var data in all)
            {
                object? value;
                if (names[0] == "_")
                    value = data;
                else if (data is IDictionary table && table.Contains(names[0]))
                    value = table[names[0]];
                else
                    continue;
                foreach (var member in names.Skip(1))
                    value = value is IDictionary inner ? inner[member] : PSObject.AsPSObject(value ?? "").Properties[member]?.Value;
                return value is null ? "$null" : LanguagePrimitives.ConvertTo<string>(value);
            }

            return hole.Value;
        });
    }

    /// <summary>One case for each item; a single one without data where there is no -ForEach.</summary>
    public static IEnumerable<object?> Of(object[]? items) =>
        items is null ? [null] : items.Select(object? (item) => item is PSObject { BaseObject: IDictionary table } ? table : item);

    [GeneratedRegex(@"(?<!`)<([A-Za-z_][\w.]*)>")]
    private static partial Regex Hole();
}
