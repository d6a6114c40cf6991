using System.Text.RegularExpressions;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Model.Passwords;

/// <summary>Checks whether the passwords of a record are what they seem to be.</summary>
internal static partial class PasswordCheck
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>Refuses a password hash in a password column, where nobody could log in with the password any more.</summary>
    /// <typeparam name="T">The record.</typeparam>
    /// <param name="noun">The noun.</param>
    /// <param name="value">The record.</param>
    /// <param name="given">The specified columns.</param>
    /// <returns>A warning about blanks around a password; null for none.</returns>
    /// <exception cref="RuleException">A password is a hash.</exception>
    public static string? Check<T>(PanelNoun<T> noun, T value, ColumnSet given) where T : PanelObject
    {
        var secrets = given.Intersect(noun.Secrets);
        if (secrets.IsEmpty) return null;
        string? warning = null;
        foreach (var ordinal in secrets)
        {
            if (noun.SecretOf(value, ordinal) is not { Length: > 0 } secret) continue;
            var member = noun.Columns[ordinal].Member;
            // A column for a hash has its own check.
            if (member.EndsWith("Hash", StringComparison.Ordinal)) continue;
            var text = SecretText.Reveal(secret);
            RefuseHash(text, member, noun.Hashed?.Ordinal == ordinal ? member + "Hash" : null);
            if (WarnOfBlanks(text, member) is { } blanks) warning = blanks;
        }

        return warning;
    }

    /// <summary>Whether a text has the form of a password hash.</summary>
    /// <param name="text">The text.</param>
    public static bool IsHash(string text) => Hash().IsMatch(text);

    /// <summary>Refuses a password hash in place of a password.</summary>
    /// <param name="password">The password.</param>
    /// <param name="parameter">The password's parameter, for the message.</param>
    /// <param name="hashParameter">The parameter for a hash; null if the noun does not accept hashes.</param>
    /// <exception cref="RuleException">It is a hash.</exception>
    public static void RefuseHash(string password, string parameter, string? hashParameter)
    {
        if (!Hash().IsMatch(password) && (hashParameter is null || !Digits().IsMatch(password))) return;
        throw new RuleException(Rule.PasswordIsHash, hashParameter is null
            ? $"The value of -{parameter} is a password hash, which would become the password itself. Specify the password."
            : $"The value of -{parameter} is a password hash, which would become the password itself. To store the hash, use -{hashParameter} or, in a CSV file, the column {hashParameter}.");
    }

    /// <summary>Warns of blanks around a password, which are often copied by mistake.</summary>
    /// <param name="password">The password.</param>
    /// <param name="parameter">The password's parameter, for the warning.</param>
    /// <returns>The warning; null if it has no blanks around it.</returns>
    public static string? WarnOfBlanks(string password, string parameter)
        => password.Length > 0 && (char.IsWhiteSpace(password[0]) || char.IsWhiteSpace(password[^1])) && !password.Contains('\n', StringComparison.Ordinal)
            ? $"The value of -{parameter} begins or ends with a blank, which is part of the password." : null;

    [GeneratedRegex(@"^(\$(1|2[abxy]?|5|6|7|y|gy|apr1|md5|sha1|argon2(i|d|id)|scrypt|pbkdf2[a-z0-9-]*)\$.+|\{[A-Za-z0-9][A-Za-z0-9.-]+\}.{8,}|\*[0-9A-F]{40}|\$A\$[0-9]{3}\$.+|SCRAM-SHA-256\$.+)$", Options)]
    private static partial Regex Hash();

    [GeneratedRegex("^([0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64})$", Options)]
    private static partial Regex Digits();
}
