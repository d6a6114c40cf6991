using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Nodepoint.IspConfig.Model.Passwords.Lanes;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Model.Passwords;

/// <summary>
/// SHA-512 crypt, the "$6$" of crypt(3), by Ulrich Drepper's specification (SHA-crypt.txt) on the platform's SHA-512. The panel
/// stores the same format; here a password is always hashed as UTF-8, which is what Dovecot, SSH and browsers send.
/// </summary>
public static class Sha512Crypt
{
    /// <summary>The default number of rounds, which the panel uses too.</summary>
    public const int DefaultRounds = 5000;

    /// <summary>The maximum length of a password in bytes of UTF-8: crypt(3) of current servers (libxcrypt) does not verify longer ones.</summary>
    public const int LongestPassword = 512;

    private const string Prefix = "$6$";
    private const string RoundsPrefix = "rounds=";
    private const string Letters = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int FewestRounds = 1000;
    private const int MostRounds = 999_999_999;
    private const int LongestSalt = 16;
    private const int Size = SHA512.HashSizeInBytes;

    /// <summary>Hashes a password with a new random salt, in the format that the panel stores: <c>$6$rounds=5000$salt$hash</c>.</summary>
    /// <param name="password">The password; up to 512 bytes of UTF-8.</param>
    /// <returns>The hash, ASCII.</returns>
    /// <exception cref="RuleException">The password is too long.</exception>
    public static string Hash(string password) => Hash(password, NewSetting());

    /// <summary>Hashes a password with a new random salt while others are hashed: where many wait, several are hashed side by side on one core.</summary>
    /// <param name="password">The password; up to 512 bytes of UTF-8.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The hash, ASCII: <c>$6$rounds=5000$salt$hash</c>.</returns>
    /// <exception cref="RuleException">The password is too long.</exception>
    public static Task<string> HashAsync(string password, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(password);
        var (salt, rounds, prefix) = Read(NewSetting());
        return FinishAsync(CryptQueue.RunAsync(KeyOf(password), Encoding.UTF8.GetBytes(salt), rounds), prefix, cancel);
    }

    /// <summary>Hashes a password as crypt(3) does with a setting. A stored hash can be used as a setting: its password then results in the same hash.</summary>
    /// <param name="password">The password; up to 512 bytes of UTF-8.</param>
    /// <param name="setting"><c>$6$</c>, optionally <c>rounds=</c> with a number (limited to 1,000 to 999,999,999), and the salt, of which 16 characters are used.</param>
    /// <returns>The hash, ASCII.</returns>
    /// <exception cref="RuleException">The password is too long, or the setting is not valid for SHA-512 crypt.</exception>
    public static string Hash(string password, string setting)
    {
        ArgumentNullException.ThrowIfNull(password);
        ArgumentNullException.ThrowIfNull(setting);
        var (salt, rounds, prefix) = Read(setting);
        var key = KeyOf(password);
        var input = Begin(key, Encoding.UTF8.GetBytes(salt));
        Run(input, rounds);
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(input.Password);
        return prefix + Encode(input.Sum);
    }

    private static string NewSetting() => $"{Prefix}{RoundsPrefix}{DefaultRounds}${RandomNumberGenerator.GetString(Letters, LongestSalt)}";

    private static byte[] KeyOf(string password)
        => Encoding.UTF8.GetByteCount(password) <= LongestPassword ? Encoding.UTF8.GetBytes(password)
            : throw new RuleException(Rule.InvalidPassword, $"The password is longer than {LongestPassword} bytes, which servers do not support. Use a shorter password.");

    private static async Task<string> FinishAsync(Task<byte[]> sum, string prefix, CancellationToken cancel) => prefix + Encode(await sum.WaitAsync(cancel).ConfigureAwait(false));

    private static (string Salt, int Rounds, string Prefix) Read(string setting)
    {
        if (!setting.StartsWith(Prefix, StringComparison.Ordinal)) throw new ArgumentException("The setting is not valid for SHA-512 crypt: it must begin with $6$.", nameof(setting));
        var rest = setting[Prefix.Length..];
        var rounds = DefaultRounds;
        var written = "";
        if (rest.StartsWith(RoundsPrefix, StringComparison.Ordinal) && rest.IndexOf('$', StringComparison.Ordinal) is > 0 and var end
            && long.TryParse(rest.AsSpan(RoundsPrefix.Length, end - RoundsPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var asked))
        {
            rounds = (int)Math.Clamp(asked, FewestRounds, MostRounds);
            written = $"{RoundsPrefix}{rounds.ToString(CultureInfo.InvariantCulture)}$";
            rest = rest[(end + 1)..];
        }

        var salt = rest.Split('$')[0];
        if (salt.Length > LongestSalt) salt = salt[..LongestSalt];
        return (salt, rounds, $"{Prefix}{written}{salt}$");
    }

    /// <summary>Computes what the rounds work on. The numbers are the specification's steps.</summary>
    /// <param name="key">The password.</param>
    /// <param name="salt">The salt.</param>
    internal static CryptInput Begin(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt)
    {
        var sum = new byte[Size];
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);

        // 4-8: the sum B of key, salt and key.
        digest.AppendData(key);
        digest.AppendData(salt);
        digest.AppendData(key);
        Span<byte> other = stackalloc byte[Size];
        digest.GetHashAndReset(other);

        // 1-3 and 9-12: the sum A of key, salt, B repeated to the length of the key, and B or the key for each bit of that length.
        digest.AppendData(key);
        digest.AppendData(salt);
        for (var left = key.Length; left > 0; left -= Size) digest.AppendData(other[..Math.Min(left, Size)]);
        for (var bits = key.Length; bits > 0; bits >>= 1) digest.AppendData((bits & 1) != 0 ? other : key);
        digest.GetHashAndReset(sum);

        // 13-16: the sequence P, from the sum of the key repeated by its length.
        var p = new byte[key.Length];
        for (var i = 0; i < key.Length; i++) digest.AppendData(key);
        digest.GetHashAndReset(other);
        Repeat(other, p);

        // 17-20: the sequence S, from the sum of the salt repeated 16 times plus the value of the first byte of A.
        var s = new byte[salt.Length];
        for (var i = 0; i < 16 + sum[0]; i++) digest.AppendData(salt);
        digest.GetHashAndReset(other);
        Repeat(other, s);
        CryptographicOperations.ZeroMemory(other);
        return new CryptInput(sum, p, s);
    }

    /// <summary>21: the rounds, one password after another. <see cref="CryptRounds{T}"/> does the same for several at once.</summary>
    /// <param name="input">What they work on; its sum is changed.</param>
    /// <param name="rounds">The number of rounds.</param>
    internal static void Run(CryptInput input, int rounds)
    {
        var (sum, p, s) = input;
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        Span<byte> block = stackalloc byte[Size + (2 * p.Length) + s.Length];
        for (var round = 0; round < rounds; round++)
        {
            var length = 0;
            Put(block, (round & 1) != 0 ? p : sum, ref length);
            if (round % 3 != 0) Put(block, s, ref length);
            if (round % 7 != 0) Put(block, p, ref length);
            Put(block, (round & 1) != 0 ? sum : p, ref length);
            digest.AppendData(block[..length]);
            digest.GetHashAndReset(sum);
        }

        CryptographicOperations.ZeroMemory(block);
    }

    private static void Put(Span<byte> block, ReadOnlySpan<byte> part, ref int length)
    {
        part.CopyTo(block[length..]);
        length += part.Length;
    }

    private static void Repeat(ReadOnlySpan<byte> sum, Span<byte> sequence)
    {
        for (var i = 0; i < sequence.Length; i++) sequence[i] = sum[i % Size];
    }

    // 22: three bytes become four letters, lowest bits first; the order of the three bytes rotates each time.
    private static string Encode(ReadOnlySpan<byte> sum)
    {
        Span<char> text = stackalloc char[86];
        var at = 0;
        var (high, middle, low) = (0, 21, 42);
        for (var group = 0; group < 21; group++)
        {
            Put(text, (sum[high] << 16) | (sum[middle] << 8) | sum[low], 4, ref at);
            (high, middle, low) = (middle + 1, low + 1, high + 1);
        }

        Put(text, sum[63], 2, ref at);
        return new string(text);
    }

    private static void Put(Span<char> text, int bits, int letters, ref int at)
    {
        for (; letters > 0; letters--, bits >>= 6) text[at++] = Letters[bits & 63];
    }
}
