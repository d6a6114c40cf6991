using System.Globalization;
using System.Text;

namespace Nodepoint.HelpPages;

/// <summary>Writes a page in the markdown of PlatyPS, schema 2024-05-01.</summary>
public static class PageWriter
{
    private const int Width = 100;

    public static string Write(CommandPage page)
    {
        var text = new StringBuilder();
        void Line(string line = "") => text.Append(line).Append('\n');
        void Section(string title, string body)
        {
            Line("## " + title);
            Line();
            if (body.Length == 0) return;
            Line(body);
            Line();
        }

        Line("---");
        Line("document type: cmdlet");
        Line("external help file: Nodepoint.PowerShell.dll-Help.xml");
        Line("HelpUri: ''");
        Line("Locale: en-US");
        Line("Module Name: Nodepoint");
        Line("ms.date: " + page.Date);
        Line("PlatyPS schema version: 2024-05-01");
        Line("title: " + page.Name);
        Line("---");
        Line();
        Line("# " + page.Name);
        Line();
        Section("SYNOPSIS", page.Synopsis);
        Section("SYNTAX", string.Join("\n\n", page.Sets.Select(set => $"### {set.Name}{(set.IsDefault ? " (Default)" : "")}\n\n```\n{Syntax(page, set)}\n```")));
        Section("ALIASES", "None.");
        Section("DESCRIPTION", MarkdownBlock.Unwrap(page.Description));
        Section("EXAMPLES", MarkdownBlock.Unwrap(page.Examples));
        Section("PARAMETERS", string.Join("\n\n", page.Parameters.Select(Parameter)
            .Append("### CommonParameters\n\nThis cmdlet supports the common parameters: -Debug, -ErrorAction, -ErrorVariable, -InformationAction, -InformationVariable, -OutBuffer, -OutVariable, -PipelineVariable, -ProgressAction, -Verbose, -WarningAction, and -WarningVariable. For more information, see [about_CommonParameters](https://go.microsoft.com/fwlink/?LinkID=113216).")));
        Section("INPUTS", Types(page.Inputs));
        Section("OUTPUTS", Types(page.Outputs));
        Section("NOTES", MarkdownBlock.Unwrap(page.Notes));
        Section("RELATED LINKS", page.Links);
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static string Types(IEnumerable<TypeText> types) => string.Join("\n\n", types.Select(type => $"### {type.Type}\n\n{type.Text}".TrimEnd()));

    private static string Syntax(CommandPage page, ParameterSet set)
    {
        var lines = new List<string> { page.Name };
        foreach (var word in page.InSet(set.Name).Select(pair => Word(pair.Parameter, pair.Place)).Append("[<CommonParameters>]"))
        {
            if (lines[^1].Length + 1 + word.Length > Width) lines.Add(" " + word);
            else lines[^1] += " " + word;
        }

        return string.Join('\n', lines.Select((line, index) => index == 0 ? line : " " + line));
    }

    private static string Word(ParameterText parameter, Membership place)
    {
        var name = place.Position is not null ? $"[-{parameter.Name}]" : "-" + parameter.Name;
        var word = parameter.IsSwitch ? name : $"{name} <{parameter.ShortType}>";
        return place.IsRequired ? word : $"[{word}]";
    }

    private static string Parameter(ParameterText parameter)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"### -{parameter.Name}\n\n{parameter.Text}\n\n```yaml\nType: {parameter.Type}\n");
        text.Append(CultureInfo.InvariantCulture, $"DefaultValue: {Quoted(parameter.Default)}\nSupportsWildcards: {Flag(parameter.Wildcards)}\n");
        text.Append("Aliases:").Append(List(parameter.Aliases)).Append("ParameterSets:\n");
        foreach (var place in parameter.Sets)
        {
            var position = place.Position?.ToString(CultureInfo.InvariantCulture) ?? "Named";
            text.Append(CultureInfo.InvariantCulture, $"- Name: {place.Set}\n  Position: {position}\n  IsRequired: {Flag(place.IsRequired)}\n  ValueFromPipeline: {Flag(place.FromPipeline)}\n");
            text.Append(CultureInfo.InvariantCulture, $"  ValueFromPipelineByPropertyName: {Flag(place.FromProperty)}\n  ValueFromRemainingArguments: false\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"DontShow: {Flag(parameter.Hidden)}\nAcceptedValues:");
        return text.Append(List(parameter.Values)).Append("HelpMessage: ''\n```").ToString();
    }

    private static string List(IReadOnlyList<string> items) => items.Count == 0 ? " []\n" : "\n" + string.Concat(items.Select(item => $"- {item}\n"));

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Flag(bool value) => value ? "true" : "false";
}
