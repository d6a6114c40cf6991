using System.Collections.Generic;
using System.Text;

namespace Nodepoint.Generators;

/// <summary>Source code, built line by line and indented by its braces.</summary>
internal sealed class SourceText
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public SourceText Line(string line = "")
    {
        if (line.StartsWith("}", System.StringComparison.Ordinal)) _depth--;
        if (line.Length > 0) _text.Append(' ', _depth * 4).Append(line);
        _text.Append('\n');
        if (line == "{") _depth++;
        return this;
    }

    public SourceText Lines(IEnumerable<string> lines)
    {
        foreach (var line in lines) Line(line);
        return this;
    }

    public override string ToString() => _text.ToString();
}
