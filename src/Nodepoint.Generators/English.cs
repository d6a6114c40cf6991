using System;
using System.Linq;
using System.Text.RegularExpressions;

namespace Nodepoint.Generators;

/// <summary>Puts names into words for the help.</summary>
internal static partial class English
{
    /// <summary>What people call the key of a noun: the domain of a mail domain is its name.</summary>
    /// <param name="title">The noun's title.</param>
    /// <param name="member">The key's member.</param>
    /// <param name="specified">What the record says; null for nothing.</param>
    public static string KeyName(string title, string member, string? specified)
        => specified ?? (title.EndsWith(Words(member), StringComparison.Ordinal) ? "name" : Words(member));

    /// <summary>A name in PascalCase as words: "mail domain" for MailDomain.</summary>
    public static string Words(string name)
        => string.Join(" ", Regex.Matches(name, "IP|DNS|[A-Z][a-z]*|[a-z]+|[0-9]+").Cast<Match>().Select(word => word.Value switch
        {
            "IP" or "DNS" => word.Value,
            "Dns" or "Ftp" or "Id" or "Ip" or "Php" or "Url" => word.Value.ToUpperInvariant(),
            _ => word.Value.ToLowerInvariant(),
        }));
}
