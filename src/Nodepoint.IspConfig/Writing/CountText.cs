using System.Globalization;
using Nodepoint.Generators;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Writing;

/// <summary>Names records in a sentence: each by its name if there are few, otherwise how many there are of each kind.</summary>
internal static class CountText
{
    private const int MostNamed = 5;

    /// <summary>"mailbox anna@example.com, mail alias info@example.com", or "120 mailboxes, 1 mail alias".</summary>
    /// <param name="records">The name and the kind of each record, such as "mailbox anna@example.com" and "mailbox"; a record without a kind is always named.</param>
    public static string Of(IReadOnlyCollection<(string Name, string Kind)> records)
        => string.Join(", ", records.Count <= MostNamed ? records.Select(record => record.Name) : records.GroupBy(record => record.Kind).SelectMany(kind => kind.Key.Length == 0 ? kind.Select(record => record.Name) : [Counted(kind.Count(), kind.Key)]));

    /// <summary>Names dependents: "mailbox anna@example.com, mail alias info@example.com", or "120 mailboxes, 1 mail alias".</summary>
    /// <param name="dependents">The dependents.</param>
    public static string Of(IReadOnlyCollection<Dependent> dependents) => Of([.. dependents.Select(dependent => ($"{dependent.Title} {dependent.Name}", dependent.Title))]);

    private static string Counted(int count, string kind) => $"{count.ToString(CultureInfo.InvariantCulture)} {(count == 1 ? kind : English.Plural(kind))}";
}
