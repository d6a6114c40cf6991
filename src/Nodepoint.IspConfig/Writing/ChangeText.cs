using System.Collections;
using System.Globalization;
using System.Reflection;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Writing;

/// <summary>Describes changes for -WhatIf and -Confirm.</summary>
internal static class ChangeText
{
    private const int Longest = 60;

    /// <summary>Describes the change of a value.</summary>
    /// <param name="name">What is changed.</param>
    /// <param name="from">The value as it is; null if it does not exist.</param>
    /// <param name="to">The value as it is to be.</param>
    /// <returns>"relayhost from '' to 'mx.example'".</returns>
    public static string Of(string name, string? from, string to) => from is null ? $"{name} to {Quoted(to)}" : $"{name} from {Quoted(from)} to {Quoted(to)}";

    /// <summary>A text on one line, in quotation marks.</summary>
    public static string Quoted(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length > Longest ? $"'{line[..Longest]}...'" : $"'{line}'";
    }
}

/// <summary>Describes changes of a record for -WhatIf and -Confirm, such as "Quota from 1 GB to 5 GB".</summary>
/// <typeparam name="T">The record.</typeparam>
internal static class ChangeText<T> where T : PanelObject
{
    private static readonly Dictionary<string, PropertyInfo> Members = typeof(T).GetProperties().Where(member => member.IsDefined(typeof(ColumnAttribute))).ToDictionary(member => member.Name);

    /// <summary>Describes the change of one column. A secret, and a record that is not looked up yet, are described by the column's name alone.</summary>
    /// <param name="noun">The record's noun.</param>
    /// <param name="ordinal">The column.</param>
    /// <param name="before">The record as it is; null if it is not known.</param>
    /// <param name="after">The record as it is to be.</param>
    /// <returns>The description.</returns>
    public static string Of(PanelNoun<T> noun, int ordinal, T? before, T after)
    {
        var name = noun.Columns[ordinal].Member;
        if (noun.Secrets.Contains(ordinal) || !Members.TryGetValue(name, out var member) || (ordinal != noun.KeyOrdinal && before is null && member.IsDefined(typeof(LinkAttribute)))) return name;
        var column = member.GetCustomAttribute<ColumnAttribute>()!;
        var to = Text(member.GetValue(after), column, name);
        return before is null ? $"{name} to {to}" : $"{name} from {Text(member.GetValue(before), column, name)} to {to}";
    }

    /// <summary>The value of a column as a text that is the same in every culture.</summary>
    /// <param name="noun">The record's noun.</param>
    /// <param name="ordinal">The column, which is not secret.</param>
    /// <param name="value">The record.</param>
    /// <returns>The text; null for no value.</returns>
    public static string? ValueOf(PanelNoun<T> noun, int ordinal, T value) => !Members.TryGetValue(noun.Columns[ordinal].Member, out var member) ? null : member.GetValue(value) switch
    {
        null => null,
        string text => text,
        DateTimeOffset time => time.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list => string.Join(", ", list.Cast<object?>()),
        var other => other.ToString(),
    };

    private static string Text(object? value, ColumnAttribute column, string name) => value switch
    {
        null => "none",
        string text => ChangeText.Quoted(text),
        long number when column.HasUnlimited && number < 0 => "unlimited",
        long size when column.Unit > 1 || name.EndsWith("Quota", StringComparison.Ordinal) => Size(size),
        DateTimeOffset time => time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list => ChangeText.Quoted(string.Join(", ", list.Cast<object?>())),
        _ => value.ToString() ?? "",
    };

    private static string Size(long bytes) => bytes switch
    {
        >= 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.##} GB"),
        >= 1L << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):0.##} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes"),
    };
}
