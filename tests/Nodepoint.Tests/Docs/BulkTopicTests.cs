using System.Reflection;
using Nodepoint.IspConfig.Model;
using Xunit;

namespace Nodepoint.Tests.Docs;

/// <summary>The natural keys in docs/about_Nodepoint_Bulk.help.txt are those of the records.</summary>
public sealed class BulkTopicTests
{
    // The noun whose key is not declared by its record.
    private const string Record = "DnsRecord";

    private static readonly Dictionary<string, string[]> Listed = File.ReadLines(Path.Combine(Repository.Root, "docs", "about_Nodepoint_Bulk.help.txt"))
        .SkipWhile(line => line.Trim() != "Noun                 Natural key").Skip(1).TakeWhile(line => line.Trim().Length > 0)
        .Select(line => line.Trim().Split(' ', 2, StringSplitOptions.TrimEntries)).ToDictionary(line => line[0], line => line[1].Split(", "));

    public static TheoryData<string> Nouns => [.. PanelNouns.All.Where(noun => noun.CmdletNoun is not null).Select(noun => noun.CmdletNoun!)];

    [Theory]
    [MemberData(nameof(Nouns))]
    public void It_names_the_columns_that_make_the_natural_key(string noun)
    {
        var properties = PanelNouns.All.Single(one => one.CmdletNoun == noun).RecordType.GetProperties();
        var key = properties.Single(property => property.IsDefined(typeof(KeyAttribute)));
        var parts = properties.Where(property => property.IsDefined(typeof(KeyPartAttribute)));
        Assert.True(Listed.ContainsKey(noun[2..]), $"{noun[2..]} is missing.");
        Assert.Equal(parts.Select(property => property.Name).Prepend(key.Name).Order(StringComparer.Ordinal), Listed[noun[2..]].Order(StringComparer.Ordinal));
    }

    [Fact]
    public void It_names_no_other_noun() => Assert.Equal(
        PanelNouns.All.Where(noun => noun.CmdletNoun is not null).Select(noun => noun.CmdletNoun![2..]).Append(Record).Order(StringComparer.Ordinal), Listed.Keys.Order(StringComparer.Ordinal));
}
