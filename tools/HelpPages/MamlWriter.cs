using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Nodepoint.HelpPages;

/// <summary>Writes pages in the form that Get-Help reads.</summary>
public static partial class MamlWriter
{
    private static readonly XNamespace Help = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static XDocument Write(IEnumerable<CommandPage> pages)
        => new(new XDeclaration("1.0", "utf-8", null), new XElement(Help + "helpItems", new XAttribute("schema", "maml"), pages.Select(Write)));

    private static XElement Write(CommandPage page)
    {
        var dash = page.Name.IndexOf('-', StringComparison.Ordinal);
        return new XElement(Command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", Maml), new XAttribute(XNamespace.Xmlns + "command", Command), new XAttribute(XNamespace.Xmlns + "dev", Dev),
            new XElement(Command + "details",
                new XElement(Command + "name", page.Name),
                new XElement(Command + "verb", page.Name[..dash]),
                new XElement(Command + "noun", page.Name[(dash + 1)..]),
                Description(page.Synopsis)),
            Description(page.Description),
            new XElement(Command + "syntax", page.Sets.Select(set => new XElement(Command + "syntaxItem",
                new XElement(Maml + "name", page.Name),
                page.InSet(set.Name).Select(pair => InSyntax(pair.Parameter, pair.Place))))),
            new XElement(Command + "parameters", page.Parameters.Select(parameter => Parameter(parameter, parameter.InAny()))),
            new XElement(Command + "inputTypes", page.Inputs.Select(type => Typed("inputType", type))),
            new XElement(Command + "returnValues", page.Outputs.Select(type => Typed("returnValue", type))),
            page.Notes.Length == 0 ? null : new XElement(Maml + "alertSet", new XElement(Maml + "alert", Paragraphs(page.Notes))),
            new XElement(Command + "examples", MarkdownSection.Split(page.Examples).Select(Example)),
            new XElement(Command + "relatedLinks", LinkTexts().Matches(page.Links).Select(link => new XElement(Maml + "navigationLink",
                new XElement(Maml + "linkText", link.Groups[1].Value), new XElement(Maml + "uri", link.Groups[2].Value.Contains("://", StringComparison.Ordinal) ? link.Groups[2].Value : "")))));
    }

    // Get-Help shows no more of a parameter in a syntax line; its text stands once, in the list of parameters.
    private static XElement InSyntax(ParameterText parameter, Membership place)
        => new(Command + "parameter", new XAttribute("required", place.IsRequired), new XAttribute("position", Position(place)),
            new XElement(Maml + "name", parameter.Name), Value(parameter));

    private static XElement Parameter(ParameterText parameter, Membership place)
    {
        var pipeline = (place.FromPipeline, place.FromProperty) switch
        {
            (true, true) => "True (ByValue, ByPropertyName)",
            (true, false) => "True (ByValue)",
            (false, true) => "True (ByPropertyName)",
            _ => "False",
        };
        return new XElement(Command + "parameter",
            new XAttribute("required", place.IsRequired), new XAttribute("variableLength", parameter.ShortType.EndsWith("[]", StringComparison.Ordinal)),
            new XAttribute("globbing", parameter.Wildcards), new XAttribute("pipelineInput", pipeline),
            new XAttribute("position", Position(place)),
            new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
            new XElement(Maml + "name", parameter.Name),
            Description(parameter.Values.Count == 0 ? parameter.Text : $"{parameter.Text}\n\nOne of {string.Join(", ", parameter.Values)}."),
            Value(parameter),
            new XElement(Dev + "type", new XElement(Maml + "name", parameter.Type), new XElement(Maml + "uri")),
            new XElement(Dev + "defaultValue", parameter.Default.Length > 0 ? parameter.Default : parameter.IsSwitch ? "False" : "None"));
    }

    private static string Position(Membership place) => place.Position?.ToString(CultureInfo.InvariantCulture) ?? "named";

    private static XElement? Value(ParameterText parameter) => parameter.IsSwitch
        ? null
        : new XElement(Command + "parameterValue", new XAttribute("required", true), new XAttribute("variableLength", parameter.ShortType.EndsWith("[]", StringComparison.Ordinal)), parameter.ShortType);

    private static XElement Typed(string name, TypeText type)
        => new(Command + name, new XElement(Dev + "type", new XElement(Maml + "name", type.Type)), Description(type.Text));

    private static XElement Example(MarkdownSection example)
    {
        var blocks = MarkdownBlock.Read(example.Body).ToArray();
        return new XElement(Command + "example",
            new XElement(Maml + "title", $"--------- {example.Title} ---------"),
            // What was printed follows its code in one element: alone in a paragraph its first line would lose its indentation.
            new XElement(Dev + "code", string.Join("\n\n", blocks.Where(block => block.IsCode).Select(block => block.IsOutput ? Outdented(block.Text) : block.Text))),
            // Get-Help would set an introduction on the code's own line, so that every word comes after the code.
            new XElement(Dev + "remarks", blocks.Where(block => !block.IsCode).Select(Paragraph)));
    }

    // Get-Help indents by four, so that a table as wide as the terminal would be broken.
    private static string Outdented(string text)
    {
        var lines = text.Split('\n');
        var indent = lines.Where(line => line.Length > 0 && line != "...").Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', lines.Select(line => line.Length > indent && line != "..." ? line[indent..] : line));
    }

    private static XElement Description(string text) => new(Maml + "description", Paragraphs(text));

    private static IEnumerable<XElement> Paragraphs(string text) => MarkdownBlock.Read(text).Select(Paragraph);

    private static XElement Paragraph(MarkdownBlock block) => new(Maml + "para", block.IsCode ? block.Text : block.Plain);

    [GeneratedRegex(@"\[([^\]]+)\]\(([^)]+)\)")]
    private static partial Regex LinkTexts();
}
