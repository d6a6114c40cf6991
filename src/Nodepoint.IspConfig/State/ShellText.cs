using System.Buffers;

namespace Nodepoint.IspConfig.State;

/// <summary>Writes texts as words of a POSIX shell.</summary>
internal static class ShellText
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_@%+=:,./-");

    /// <summary>A word that the shell reads as the text; in quotation marks if the text has characters with a meaning.</summary>
    /// <param name="text">The text.</param>
    public static string Quote(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(Plain) ? text : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
