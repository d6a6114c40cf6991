using Microsoft.CodeAnalysis;

namespace Nodepoint.Generators;

/// <summary>The filter that selects the rows of a noun in a shared table.</summary>
internal sealed record FilterModel
{
    private FilterModel(string column, string value) => (Column, Value) = (column, value);

    public string Column { get; }

    public string Value { get; }

    /// <summary>The filter of a [PanelObject]; null for none.</summary>
    public static FilterModel? From(AttributeData attribute) => NounModel.Text(attribute, "Only") is { Length: > 0 } text ? Parse(text) : null;

    /// <summary>Reads "column=value"; null if the text is something else.</summary>
    public static FilterModel? Parse(string text) => text.Split('=') is { Length: 2 } parts && parts[0].Length > 0 && parts[1].Length > 0 ? new FilterModel(parts[0], parts[1]) : null;
}
