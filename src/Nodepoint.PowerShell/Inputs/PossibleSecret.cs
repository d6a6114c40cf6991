using System.Management.Automation;
using System.Text.RegularExpressions;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.PowerShell.Inputs;

/// <summary>Tells texts that look like passwords, as they are when somebody has typed one in a wrong column. They must not reach a message or a journal.</summary>
internal static partial class PossibleSecret
{
    /// <summary>What is shown instead.</summary>
    public const string Hidden = "(hidden)";

    private const int Shortest = 6;
    private const string OfNames = "@._-/:,+=\\~*";

    /// <summary>Whether a text looks like a password where a number, a date, or a word is expected.</summary>
    public static bool Is(string text) => ClassesOf(text) >= 3 && !NumberOrDate().IsMatch(text) && !CellText.IsTypeName(text);

    /// <summary>The name of a column for messages. In a file without headings, it is a value of the first row.</summary>
    public static string ColumnName(string name) => Is(name) ? Hidden : name;

    /// <summary>Whether a text looks like a password where a name, an address, or any text is expected: with all kinds of characters, and one that names do not have.</summary>
    public static bool IsEvident(string text) => ClassesOf(text) == 4 && !text.Contains('@', StringComparison.Ordinal) && text.Any(one => !char.IsLetterOrDigit(one) && !OfNames.Contains(one, StringComparison.Ordinal));

    /// <summary>The texts in a parameter's value: a text, a list of texts, or the key of a record.</summary>
    public static IEnumerable<string> TextsOf(object? value) => value switch
    {
        PSObject wrapped => TextsOf(wrapped.BaseObject),
        string text => [text.Trim()],
        // A text that cannot be read as a reference is quoted in the error.
        IReference { Problem: { } problem } => problem.Message.Split('\''),
        IReference reference => [reference.ToString()!.Trim()],
        IEnumerable<string> texts => texts.Select(text => text.Trim()),
        _ => [],
    };

    /// <summary>Removes texts from a message.</summary>
    public static string Remove(string message, IEnumerable<string> texts) => texts.Aggregate(message, static (rest, text) => rest.Replace(text, Hidden, StringComparison.OrdinalIgnoreCase));

    // Upper case, lower case, digits, and others; 0 for a text that is too short or has spaces.
    private static int ClassesOf(string text)
    {
        if (text.Length < Shortest) return 0;
        bool upper = false, lower = false, digit = false, other = false;
        foreach (var one in text)
        {
            if (char.IsWhiteSpace(one)) return 0;
            if (char.IsDigit(one)) digit = true;
            else if (char.IsUpper(one)) upper = true;
            else if (char.IsLetter(one)) lower = true;
            else other = true;
        }

        return (upper ? 1 : 0) + (lower ? 1 : 0) + (digit ? 1 : 0) + (other ? 1 : 0);
    }

    [GeneratedRegex(@"^[+-]?[0-9.,']+[A-Za-z]{0,10}$|^[0-9TtZz:.+/-]+$")]
    private static partial Regex NumberOrDate();
}
