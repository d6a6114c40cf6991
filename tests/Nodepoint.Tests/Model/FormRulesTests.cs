using System.Text.Json;
using Nodepoint.IspConfig.Model.Forms;
using Nodepoint.IspConfig.Model.Preview;
using Nodepoint.Sandbox.Php;
using Xunit;

namespace Nodepoint.Tests.Model;

/// <summary>The checks of the panel's forms that a preview makes are those of the contract.</summary>
public sealed class FormRulesTests
{
    private static readonly string[] Texts = ["", " ", "x", "a b", "anna", "c%d@x.example", "a%b", "x@x.example", "x+y@x.example", "@x.example", "ü@x.example", "müller", "two\nlines", "web1", "a.b-c_d", "-1", "0", "59", "60", "70000", "1.5", "/var/www/x", "/x/../y", "192.0.2.7", "#1", "=1", new('y', 70), new('é', 40)];

    [Fact]
    public void The_checks_are_those_of_the_contract()
    {
        using var contract = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Contract", "forms.json")));
        var count = 0;
        foreach (var form in contract.RootElement.GetProperty("forms").EnumerateObject())
        {
            var expected = form.Value.GetProperty("fields").EnumerateObject().SelectMany(field => Validators(field).Select(check => Line(field, check))).ToArray();
            var actual = FormRules.Of(form.Name).Select(rule => $"{rule.Column}|{string.Join(',', rule.Filters)}|{rule.Kind}|{rule.Argument}|{(rule.AllowsEmpty ? "y" : "n")}|{rule.Separator}|{rule.ErrorKey}").ToArray();
            Assert.Equal(expected, actual);
            count += actual.Length;
        }

        Assert.True(count > 250, $"Only {count} checks were compared.");
    }

    [Fact]
    public void Patterns_match_what_they_match_in_PHP()
    {
        using var contract = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Contract", "forms.json")));
        var patterns = contract.RootElement.GetProperty("forms").EnumerateObject().SelectMany(form => form.Value.GetProperty("fields").EnumerateObject()).SelectMany(Validators)
            .Where(check => check.GetProperty("type").GetString() == "REGEX").Select(check => check.GetProperty("regex").GetString()!).Distinct().ToArray();
        Assert.NotEmpty(patterns);
        foreach (var pattern in patterns)
        {
            var translated = PanelPattern.Translate(pattern);
            foreach (var text in Texts) Assert.True(PhpRegex.IsMatch(pattern + "s", text) == PanelPattern.IsMatch(translated, pattern, text), $"{pattern} and '{text}'");
        }
    }

    [Theory]
    [InlineData("info@example.com", "%@example.com", true)]
    [InlineData("info@example.com", "INFO@example.com", true)]
    [InlineData("cxxd", "c%d", true)]
    [InlineData("cxd", "c_d", true)]
    [InlineData("cxxd", "c_d", false)]
    [InlineData("a@b.example.org", "%@example.com", false)]
    [InlineData("", "%", true)]
    [InlineData("abcbc", "a%bc", true)]
    public void Filters_are_patterns_of_SQL(string text, string pattern, bool matches) => Assert.Equal(matches, SqlLike.IsMatch(text, pattern));

    private static JsonElement[] Validators(JsonProperty field) => field.Value.TryGetProperty("validators", out var all) && all.ValueKind == JsonValueKind.Array ? [.. all.EnumerateArray()] : [];

    private static string Line(JsonProperty field, JsonElement check)
    {
        string Text(string name) => check.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        var filters = field.Value.TryGetProperty("save_filters", out var saved) && saved.ValueKind == JsonValueKind.Array ? string.Join(',', saved.EnumerateArray().Select(filter => filter.GetString())) : "";
        var argument = Text("regex") is { Length: > 0 } regex ? regex : Text("range") is { Length: > 0 } range ? range : Text("function").Length > 0 ? $"{Text("class")}::{Text("function")}" : "";
        return $"{field.Name}|{filters}|{Text("type")}|{argument}|{(Text("allowempty") == "y" ? "y" : "n")}|{Text("separator")}|{Text("error_key")}";
    }
}
