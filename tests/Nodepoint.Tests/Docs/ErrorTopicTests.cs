using System.Text.RegularExpressions;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel.Faults;
using Xunit;

namespace Nodepoint.Tests.Docs;

/// <summary>docs/about_Nodepoint_Errors.help.txt lists the IDs of all errors that the module writes, and no others.</summary>
public sealed partial class ErrorTopicTests
{
    private static readonly string[] Topic = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "about_Nodepoint_Errors.help.txt"));

    private static readonly string[] Cmdlets = [.. Sources.Of("src/Nodepoint.PowerShell").Select(source => source.Text)];

    // As RuleException.Kind becomes a category in PanelErrors.
    private static readonly Dictionary<string, RuleKind[]> Categories = new()
    {
        ["InvalidData"] = [RuleKind.InvalidValue],
        ["InvalidArgument"] = [RuleKind.Missing, RuleKind.Conflict],
        ["ResourceExists"] = [RuleKind.Taken],
        ["InvalidOperation"] = [RuleKind.NotAllowed],
        ["ObjectNotFound"] = [RuleKind.NotFound],
        ["OperationTimeout"] = [RuleKind.TimedOut],
    };

    [Fact]
    public void It_lists_every_rule_with_its_sentence()
        => Assert.Equal(Rule.All.Select(rule => $"{rule.Id}: {rule.Summary}"), Rows("RULES").Select(row => $"{row.Id}: {row.Text}").Order(StringComparer.Ordinal));

    [Fact]
    public void It_names_the_category_of_every_rule()
    {
        var category = "";
        var checkedRules = 0;
        foreach (var line in Section("RULES"))
        {
            if (Category().Match(line) is { Success: true } heading) category = heading.Groups[1].Value;
            if (Entry().Match(line) is not { Success: true } entry) continue;
            Assert.Contains(Rule.All.Single(rule => rule.Id == entry.Groups[1].Value).Kind, Categories[category]);
            checkedRules++;
        }

        Assert.Equal(Rule.All.Count, checkedRules);
    }

    [Fact]
    public void It_lists_every_kind_of_fault() => Assert.Equal(Enum.GetNames<FaultKind>().Order(StringComparer.Ordinal), Rows("ANSWERS OF THE PANEL").Select(row => row.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void It_lists_every_other_ID()
    {
        var ids = Cmdlets.SelectMany(text => Literal().Matches(text)).Select(match => match.Groups.Values.Skip(1).First(group => group.Success).Value).ToHashSet(StringComparer.Ordinal);
        Assert.True(ids.Count >= 19, $"Only {ids.Count} IDs were found in the code.");
        Assert.Equal(ids.Except(Enum.GetNames<FaultKind>()).Order(StringComparer.Ordinal), Rows("OTHER ERRORS").Select(row => row.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void It_finds_the_ID_of_every_error_that_the_code_creates()
    {
        // There the ID comes with the exception, the rule, or the error.
        string[] known = ["panel.Kind.ToString()", "broken.Rule.Id", "problem.Id", "error.FullyQualifiedErrorId", "Rule.WrongObject.Id", "Rule.NothingSpecified.Id", "Rule.InvalidReference.Id", "Id(error)", "RowException(id", "hidden)), id"];
        var created = Cmdlets.Sum(text => Creation().Count(text));
        var read = Cmdlets.Sum(text => Literal().Count(text) + known.Count(id => text.Contains($"{id}, ", StringComparison.Ordinal)));
        Assert.Equal(created, read);
    }

    // The lines below a heading.
    private static IEnumerable<string> Section(string heading) => Topic.SkipWhile(line => line != "  " + heading).Skip(1).TakeWhile(line => !Heading().IsMatch(line));

    // The rows of a section's tables, with their wrapped text.
    private static List<(string Id, string Text)> Rows(string heading)
    {
        var rows = new List<(string Id, string Text)>();
        foreach (var line in Section(heading))
        {
            if (Entry().Match(line) is { Success: true } entry) rows.Add((entry.Groups[1].Value, entry.Groups[2].Value.Trim()));
            else if (line.StartsWith(new string(' ', 34), StringComparison.Ordinal)) rows[^1] = (rows[^1].Id, $"{rows[^1].Text} {line.Trim()}".Trim());
        }

        return rows;
    }

    [GeneratedRegex(@"^ {0,2}[A-Z]{2}")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^ {8}([A-Z][A-Za-z]+)( {2,}.*)?$")]
    private static partial Regex Entry();

    [GeneratedRegex(@"^    \S.* \(category (\w+)\):$")]
    private static partial Regex Category();

    [GeneratedRegex(@"""(\w+)"",\s*ErrorCategory\.|RowException\(""(\w+)"",|RowException Unreadable\([^)]*\) => new\(""(\w+)"",")]
    private static partial Regex Literal();

    [GeneratedRegex(@"new ErrorRecord\(|ErrorRecord \w+(\([^)]*\))? => new\(|new RowException\(|RowException \w+\([^)]*\) => new\(")]
    private static partial Regex Creation();
}
