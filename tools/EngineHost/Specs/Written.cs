using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace Nodepoint.EngineHost.Specs;

/// <summary>A value as a failure message has it.</summary>
internal static class Written
{
    public static string Of(object? value)
    {
        var plain = value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value;
        return plain switch
        {
            null => "$null",
            bool truth => truth ? "$true" : "$false",
            string text => $"'{text}'",
            Type type => $"[{type}]",
            ScriptBlock script => $"{{{script}}}",
            DateTime moment => moment.ToString("o", CultureInfo.InvariantCulture),
            IDictionary table => $"@{{{string.Join("; ", table.Cast<DictionaryEntry>().Select(entry => $"{entry.Key}={Of(entry.Value)}"))}}}",
            IEnumerable items => $"@({string.Join(", ", items.Cast<object?>().Take(20).Select(Of))})",
            _ => LanguagePrimitives.ConvertTo<string>(plain),
        };
    }
}
