using System.Reflection;
using System.Text.RegularExpressions;
using Nodepoint.IspConfig.Model.Rules;
using Xunit;

namespace Nodepoint.Tests.Model.Rules;

/// <summary>What breaks a rule is told by that rule, so that any other exception is known to be a bug.</summary>
public sealed partial class RuleTests
{
    private static readonly (string Path, string Text)[] Code = [.. Sources.Of("src/Nodepoint.IspConfig"), .. Sources.Of("src/Nodepoint.PowerShell")];

    // Where FormatException is not about an input that breaks a rule.
    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["src/Nodepoint.IspConfig/Panel/PanelConnection.cs"] = "a response has another shape (PanelReplyReader)",
        ["src/Nodepoint.IspConfig/Panel/Wire/PanelExchange.cs"] = "a response has another shape (PanelReplyReader)",
        ["src/Nodepoint.IspConfig/Model/PanelValue.cs"] = "a response has another shape (PanelReplyReader)",
        ["src/Nodepoint.IspConfig/Bulk/Journals/JournalHeader.cs"] = "a line of a file is not JSON",
        ["src/Nodepoint.IspConfig/Bulk/Journals/JournalLine.cs"] = "a line of a file is not JSON",
        ["src/Nodepoint.IspConfig/State/Changes/UndoPlanner.cs"] = "a row of the data log has another shape",
        ["src/Nodepoint.IspConfig/State/StateFolder.cs"] = "a file is not a state",
        ["src/Nodepoint.IspConfig/State/StateImporter.cs"] = "a file is not a state",
        ["src/Nodepoint.IspConfig/State/StateRecord.cs"] = "a file is not a state",
        ["src/Nodepoint.IspConfig/State/StateValue.cs"] = "a file is not a state",
        ["src/Nodepoint.PowerShell/Bases/ThrottleLimit.cs"] = "PowerShell converts a parameter",
        ["src/Nodepoint.PowerShell/Dns/ConvertFromNpZoneFileCommand.cs"] = "a line of a file is not a record",
        ["src/Nodepoint.PowerShell/Dns/ZoneInput.cs"] = "a line of a file is not a record",
        ["src/Nodepoint.PowerShell/Rows/RowParameter.cs"] = "PowerShell converts a parameter",
    };

    [Fact]
    public void IDs_are_different_words_in_order()
    {
        Assert.True(Rule.All.Count > 40, $"There are {Rule.All.Count} rules.");
        Assert.All(Rule.All, rule => Assert.Matches("^[A-Z][A-Za-z]+$", rule.Id));
        Assert.Equal(Rule.All.Select(rule => rule.Id).Distinct().Order(StringComparer.Ordinal), Rule.All.Select(rule => rule.Id));
        Assert.All(Rule.All, rule => Assert.EndsWith(".", rule.Summary, StringComparison.Ordinal));
    }

    [Fact]
    public void All_has_every_rule() => Assert.Equal(
        typeof(Rule).GetProperties(BindingFlags.Public | BindingFlags.Static).Where(property => property.PropertyType == typeof(Rule)).Select(property => property.Name).Order(StringComparer.Ordinal),
        Rule.All.Select(rule => rule.Id));

    [Fact]
    public void Every_rule_is_used()
    {
        var used = Code.SelectMany(source => Use().Matches(source.Text)).Select(match => match.Groups.Values.Skip(1).First(group => group.Success).Value).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(Rule.All.Select(rule => rule.Id), used.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_other_exception_stands_for_one()
    {
        var found = Code.Where(source => Word().IsMatch(Comment().Replace(source.Text, ""))).Select(source => source.Path);
        Assert.Equal(Elsewhere.Keys.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"\bRuleException\(\s*Rule\.(\w+)|\bnew\(Rule\.(\w+)")]
    private static partial Regex Use();

    [GeneratedRegex(@"\bFormatException\b")]
    private static partial Regex Word();

    [GeneratedRegex(@"//.*")]
    private static partial Regex Comment();
}
