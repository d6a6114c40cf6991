using System;

namespace Nodepoint.Generators;

// Also compiled into the library, whose messages count records.
internal static partial class English
{
    /// <summary>"mailboxes" for "mailbox", and "alias domains of websites" for "alias domain of a website".</summary>
    public static string Plural(string title)
    {
        const string Of = " of a ";
        if (title.IndexOf(Of, StringComparison.Ordinal) is >= 0 and var place) return $"{Plural(title.Substring(0, place))} of {Plural(title.Substring(place + Of.Length))}";
        return title[title.Length - 1] switch
        {
            'y' => $"{title.Substring(0, title.Length - 1)}ies",
            's' or 'x' => title + "es",
            _ => title + "s",
        };
    }
}
