using System.Globalization;
using YamlDotNet.Serialization;

namespace Nodepoint.HelpPages;

/// <summary>Reads a page back.</summary>
public static class PageReader
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder().IgnoreUnmatchedProperties().Build();

    public static CommandPage Read(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var head = Array.Find(lines, line => line.StartsWith("title: ", StringComparison.Ordinal)) ?? throw new FormatException("The page has no title in its front matter.");
        var sections = MarkdownSection.Split(lines, "## ").ToDictionary(section => section.Title, section => section.Body);
        string Body(string title) => sections.GetValueOrDefault(title, "");
        return new CommandPage(head["title: ".Length..])
        {
            Date = Array.Find(lines, line => line.StartsWith("ms.date: ", StringComparison.Ordinal))?["ms.date: ".Length..] ?? "",
            Synopsis = Body("SYNOPSIS"),
            Sets = [.. MarkdownSection.Split(Body("SYNTAX")).Select(set => new ParameterSet(set.Title.Replace(" (Default)", "", StringComparison.Ordinal), set.Title.EndsWith(" (Default)", StringComparison.Ordinal)))],
            Description = Body("DESCRIPTION"),
            Examples = Body("EXAMPLES"),
            Parameters = [.. MarkdownSection.Split(Body("PARAMETERS")).Where(one => one.Title.StartsWith('-')).Select(Parameter)],
            Inputs = [.. MarkdownSection.Split(Body("INPUTS")).Select(one => new TypeText(one.Title, one.Body))],
            Outputs = [.. MarkdownSection.Split(Body("OUTPUTS")).Select(one => new TypeText(one.Title, one.Body))],
            Notes = Body("NOTES"),
            Links = Body("RELATED LINKS"),
        };
    }

    private static ParameterText Parameter(MarkdownSection section)
    {
        var blocks = MarkdownBlock.Read(section.Body).ToArray();
        var block = Yaml.Deserialize<YamlParameter>(blocks.Last(one => one.IsCode).Text);
        return new ParameterText(section.Title[1..], string.Join("\n\n", blocks.Where(one => !one.IsCode).Select(one => one.Text)), block.Type, TypeNames.Short(block.Type))
        {
            Default = block.DefaultValue,
            Wildcards = block.SupportsWildcards,
            Hidden = block.DontShow,
            Aliases = block.Aliases,
            Values = block.AcceptedValues,
            Sets = [.. block.ParameterSets.Select(set => new Membership(
                set.Name, int.TryParse(set.Position, NumberStyles.Integer, CultureInfo.InvariantCulture, out var position) ? position : null,
                set.IsRequired, set.ValueFromPipeline, set.ValueFromPipelineByPropertyName))],
        };
    }

    private sealed class YamlParameter
    {
        public string Type { get; set; } = "";

        public string DefaultValue { get; set; } = "";

        public bool SupportsWildcards { get; set; }

        public bool DontShow { get; set; }

        public List<string> Aliases { get; set; } = [];

        public List<string> AcceptedValues { get; set; } = [];

        public List<YamlSet> ParameterSets { get; set; } = [];
    }

    private sealed class YamlSet
    {
        public string Name { get; set; } = "";

        public string Position { get; set; } = "";

        public bool IsRequired { get; set; }

        public bool ValueFromPipeline { get; set; }

        public bool ValueFromPipelineByPropertyName { get; set; }
    }
}
