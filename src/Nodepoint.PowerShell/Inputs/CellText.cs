using System.Management.Automation;
using System.Text.RegularExpressions;

namespace Nodepoint.PowerShell.Inputs;

/// <summary>Refuses texts that stand for something else, which a program before has lost.</summary>
internal static partial class CellText
{
    private const int Longest = 80;

    /// <summary>Refuses the name of a .NET type, as programs print lists, and characters that were not read with their encoding.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isSecret">Whether the text must not be shown.</param>
    /// <exception cref="ArgumentTransformationMetadataException">The text is not what the user meant.</exception>
    public static void Check(string text, bool isSecret = false)
    {
        if (text.Contains('\ufffd', StringComparison.Ordinal))
            throw new ArgumentTransformationMetadataException($"Cannot read {(isSecret ? "the password" : $"'{Excerpt(text)}'")}: it contains U+FFFD, the sign for a character that was read with the wrong encoding. Read the file again with its encoding, such as Import-Csv -Encoding ansi, or with Import-NpCsv, which detects it.");
        if (IsTypeName(text))
            throw new ArgumentTransformationMetadataException($"Cannot read '{Excerpt(text)}': it is the name of a .NET type, which a program has printed in place of a value. Write the value itself, with commas between the elements of a list.");
    }

    /// <summary>Whether a cell has no value: nothing, an empty text, or blanks.</summary>
    public static bool IsEmpty(object? value) => (value is PSObject { BaseObject: string wrapped } ? wrapped : value) switch
    {
        null => true,
        string text => string.IsNullOrWhiteSpace(text),
        _ => ReferenceEquals(value, System.Management.Automation.Internal.AutomationNull.Value),
    };

    /// <summary>Whether a text is the name of a .NET type, such as System.String[].</summary>
    public static bool IsTypeName(string text) => text.StartsWith("System.", StringComparison.Ordinal) && TypeName().IsMatch(text);

    /// <summary>The text for a message.</summary>
    public static string Excerpt(string text) => text.Length > Longest ? text[..Longest] + "..." : text;

    [GeneratedRegex(@"^System\.(((Object|String|Char|Boolean|Byte|U?Int(16|32|64)|Decimal|Double|DateTime|DateTimeOffset|TimeSpan)\[\])|Object|Array|((Collections|Management\.Automation|Security|Net|Data|Linq|Text\.Json)\.[\w.`+]+(\[.*\])?))$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex TypeName();
}
