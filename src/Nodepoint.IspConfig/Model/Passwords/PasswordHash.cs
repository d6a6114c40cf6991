using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Nodepoint.IspConfig.Model.Passwords;

/// <summary>Computes and validates password hashes in the formats that the panel stores.</summary>
public static partial class PasswordHash
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    // The 64 characters of a crypt(3) hash. Others could be damaged by the panel, which puts a backslash before quotes.
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

    private const string Kinds = "a crypt(3) hash (SHA-512, SHA-256, bcrypt, yescrypt or MD5)";

    /// <summary>Hashes a password for its verifier.</summary>
    /// <param name="password">The password.</param>
    /// <param name="verifier">What verifies the password.</param>
    /// <returns>A SHA-512 crypt hash with a new salt; for databases, a hash in their own format.</returns>
    /// <exception cref="Rules.RuleException">The password is longer than 512 bytes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The verifier needs the password itself.</exception>
    public static string Compute(string password, HashedFor verifier) => verifier switch
    {
        HashedFor.None => throw new ArgumentOutOfRangeException(nameof(verifier), verifier, "This password cannot be hashed because it is required in plain text."),
        HashedFor.DatabaseServer => Native(password),
        HashedFor.CachingSha2 => CachingSha2Password.Hash(password),
        HashedFor.PostgreSql => ScramVerifier.Hash(password),
        _ => Sha512Crypt.Hash(password),
    };

    /// <summary>Hashes a password for its verifier on another thread, because a slow hash costs milliseconds by design.</summary>
    /// <param name="password">The password.</param>
    /// <param name="verifier">What verifies the password.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The same as <see cref="Compute"/>.</returns>
    /// <exception cref="Rules.RuleException">The password is longer than 512 bytes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The verifier needs the password itself.</exception>
    public static Task<string> ComputeAsync(string password, HashedFor verifier, CancellationToken cancel)
        => IsCrypt(verifier) ? Sha512Crypt.HashAsync(password, cancel) : Task.Run(() => Compute(password, verifier), cancel);

    /// <summary>Whether the hash is one of crypt(3), and not in a database's own format.</summary>
    /// <param name="verifier">What verifies the password.</param>
    internal static bool IsCrypt(HashedFor verifier) => verifier is HashedFor.MailServer or HashedFor.Server or HashedFor.WebServer or HashedFor.Panel;

    /// <summary>Validates a text that is to be stored as a hash.</summary>
    /// <param name="hash">The text.</param>
    /// <param name="verifier">What verifies passwords against it.</param>
    /// <returns>The problem and what to do, without the text, to follow the name of the parameter; null if the format is valid.</returns>
    public static string? Validate(string hash, HashedFor verifier)
    {
        ArgumentNullException.ThrowIfNull(hash);
        var (form, kinds) = verifier switch
        {
            HashedFor.MailServer => (ForMail(), $"{Kinds}, or a hash with a Dovecot {{SCHEME}} prefix (such as BLF-CRYPT, SHA512-CRYPT, SSHA512 or ARGON2ID)"),
            HashedFor.WebServer => (ForWeb(), $"{Kinds}, or an Apache $apr1$ hash"),
            HashedFor.Panel => (ForPanel(), "a crypt(3) hash (SHA-512, SHA-256 or MD5), the only kinds the panel accepts at login"),
            HashedFor.DatabaseServer => (ForDatabase(), "* followed by 40 uppercase hexadecimal digits (mysql_native_password)"),
            HashedFor.CachingSha2 => (ForCachingSha2(), "$A$005$ followed by a salt of 20 characters and 43 characters (caching_sha2_password)"),
            HashedFor.PostgreSql => (ForPostgreSql(), "SCRAM-SHA-256$4096: followed by the salt, $, the stored key, a colon and the server key, as in pg_authid"),
            _ => (ForServer(), Kinds),
        };
        return form.IsMatch(hash) ? null : $"is not a supported password hash. Use {kinds}, in single quotes, because PowerShell expands $ in double quotes.";
    }

#pragma warning disable CA5350 // The format that MySQL and MariaDB verify.
    // The panel would hash it with the backslashes that it puts before quotes, and the login would fail.
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

    [GeneratedRegex($@"\A\$A\$005\$[!-#%-~]{{20}}{Letter}{{43}}\z", Options)]
    private static partial Regex ForCachingSha2();

    [GeneratedRegex(@"\ASCRAM-SHA-256\$[1-9][0-9]{3,8}:[+/0-9A-Za-z]{8,}={0,2}\$[+/0-9A-Za-z]{43}=:[+/0-9A-Za-z]{43}=\z", Options)]
    private static partial Regex ForPostgreSql();
}
