using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Nodepoint.IspConfig.Model.Passwords;

/// <summary>Hashes of passwords in the forms that are stored in the panel.</summary>
public static partial class PasswordHash
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    // 64 letters make a hash of crypt(3). What stands outside them could not pass the panel, which puts a backslash before quotes.
    private const string Letter = "[./0-9A-Za-z]";
    private const string Rounds = @"(rounds=[1-9][0-9]{3,8}\$)?";
    private const string Md5 = $@"\$1\${Letter}{{1,8}}\${Letter}{{22}}";
    private const string Sha256 = $@"\$5\${Rounds}{Letter}{{1,16}}\${Letter}{{43}}";
    private const string Sha512 = $@"\$6\${Rounds}{Letter}{{1,16}}\${Letter}{{86}}";
    private const string Bcrypt = $@"\$2[aby]\$(0[4-9]|[12][0-9]|3[01])\${Letter}{{53}}";
    private const string Yescrypt = $@"\$y\${Letter}+\${Letter}{{1,86}}\${Letter}{{43}}";
    private const string Crypt = $"({Md5}|{Sha256}|{Sha512}|{Bcrypt}|{Yescrypt})";
    private const string Base64 = "[+/0-9A-Za-z]+={0,2}";
    private const string Argon2 = $@"\$argon2id?\$(v=[0-9]+\$)?m=[0-9]+,t=[0-9]+,p=[0-9]+\${Base64}\${Base64}";

    private const string Kinds = "one of crypt(3): SHA-512, SHA-256, bcrypt, yescrypt or MD5";

    /// <summary>Hashes a password for whoever compares it.</summary>
    /// <param name="password">The password.</param>
    /// <param name="reader">Who compares it.</param>
    /// <returns>SHA-512 crypt with a new salt; for databases their own hash.</returns>
    /// <exception cref="FormatException">The password is longer than 512 bytes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Nobody compares it.</exception>
    public static string Of(string password, HashedFor reader) => reader switch
    {
        HashedFor.Nobody => throw new ArgumentOutOfRangeException(nameof(reader), reader, "This password is needed as it is."),
        HashedFor.DatabaseServer => Native(password),
        _ => Sha512Crypt.Hash(password),
    };

    /// <summary>What is wrong with a text that is to be stored as a hash.</summary>
    /// <param name="hash">The text.</param>
    /// <param name="reader">Who compares passwords with it.</param>
    /// <returns>What to do, without the text; null when it has the form of a hash that is compared.</returns>
    public static string? Complaint(string hash, HashedFor reader)
    {
        ArgumentNullException.ThrowIfNull(hash);
        var (form, kinds) = reader switch
        {
            HashedFor.MailServer => (ForMail(), $"{Kinds}, or one with Dovecot's {{SCHEME}} before it (BLF-CRYPT, SHA512-CRYPT, SSHA512, ARGON2ID and the like)"),
            HashedFor.WebServer => (ForWeb(), $"{Kinds}, or Apache's own $apr1"),
            HashedFor.Panel => (ForPanel(), "one of crypt(3): SHA-512, SHA-256 or MD5, the only ones with which the panel lets somebody log in"),
            HashedFor.DatabaseServer => (ForDatabase(), "* and 40 hexadecimal digits in capitals (mysql_native_password)"),
            _ => (ForServer(), Kinds),
        };
        return form.IsMatch(hash) ? null : $"This is no hash that could be stored here. Give {kinds}; in single quotes, as in double ones PowerShell takes what follows a $ for a variable.";
    }

#pragma warning disable CA5350 // What MySQL and MariaDB compare.
    // The panel would hash it with the backslashes that it puts before quotes, and nobody could log in with it.
    private static string Native(string password) => "*" + Convert.ToHexString(SHA1.HashData(SHA1.HashData(Encoding.UTF8.GetBytes(password))));
#pragma warning restore CA5350

    [GeneratedRegex($@"\A{Crypt}\z", Options)]
    private static partial Regex ForServer();

    [GeneratedRegex($@"\A({Crypt}|\$apr1\${Letter}{{1,8}}\${Letter}{{22}})\z", Options)]
    private static partial Regex ForWeb();

    [GeneratedRegex($@"\A({Md5}|{Sha256}|{Sha512})\z", Options)]
    private static partial Regex ForPanel();

    [GeneratedRegex($@"\A((\{{CRYPT\}})?{Crypt}|\{{MD5-CRYPT\}}{Md5}|\{{SHA256-CRYPT\}}{Sha256}|\{{SHA512-CRYPT\}}{Sha512}|\{{BLF-CRYPT\}}{Bcrypt}|\{{S?SHA(256|512)?(\.b64)?\}}{Base64}|\{{ARGON2ID?\}}{Argon2})\z", Options)]
    private static partial Regex ForMail();

    [GeneratedRegex(@"\A\*[0-9A-F]{40}\z", Options)]
    private static partial Regex ForDatabase();
}
