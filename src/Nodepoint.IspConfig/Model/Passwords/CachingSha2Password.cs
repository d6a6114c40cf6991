using System.Security.Cryptography;
using System.Text;

namespace Nodepoint.IspConfig.Model.Passwords;

/// <summary>
/// The hash of MySQL's caching_sha2_password, as stored in mysql.user: <c>$A$005$</c>, the salt, and the hash. It is the SHA-256 crypt of
/// Ulrich Drepper's specification (SHA-crypt.txt), with a salt of 20 characters and 5,000 rounds.
/// </summary>
public static class CachingSha2Password
{
    private const string Prefix = "$A$005$";
    private const string Letters = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int SaltLength = 20;
    private const int Rounds = 5000;
    private const int Size = SHA256.HashSizeInBytes;

    /// <summary>Hashes a password with a new random salt.</summary>
    /// <param name="password">The password.</param>
    /// <returns>The hash: 70 ASCII characters.</returns>
    public static string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetString(Letters, SaltLength);
        return Prefix + salt + Digest(password, Encoding.ASCII.GetBytes(salt));
    }

    /// <summary>Computes the last 43 characters of a hash.</summary>
    /// <param name="password">The password.</param>
    /// <param name="salt">The salt: 20 bytes.</param>
    /// <returns>The characters, ASCII.</returns>
    public static string Digest(string password, byte[] salt)
    {
        ArgumentNullException.ThrowIfNull(password);
        ArgumentNullException.ThrowIfNull(salt);
        var key = Encoding.UTF8.GetBytes(password);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        // 4-8: the sum B of key, salt and key.
        digest.AppendData(key);
        digest.AppendData(salt);
        digest.AppendData(key);
        var other = digest.GetHashAndReset();

        // 1-3 and 9-12: the sum A of key, salt, B repeated to the length of the key, and B or the key for each bit of that length.
        digest.AppendData(key);
        digest.AppendData(salt);
        digest.AppendData(Repeat(other, key.Length));
        for (var bits = key.Length; bits > 0; bits >>= 1) digest.AppendData((bits & 1) != 0 ? other : key);
        var sum = digest.GetHashAndReset();

        // 13-16: the sequence P, from the sum of the key repeated by its length.
        for (var i = 0; i < key.Length; i++) digest.AppendData(key);
        var p = Repeat(digest.GetHashAndReset(), key.Length);

        // 17-20: the sequence S, from the sum of the salt repeated 16 times plus the value of the first byte of A.
        for (var i = 0; i < 16 + sum[0]; i++) digest.AppendData(salt);
        var s = Repeat(digest.GetHashAndReset(), salt.Length);

        // 21: the rounds.
        for (var round = 0; round < Rounds; round++)
        {
            digest.AppendData((round & 1) != 0 ? p : sum);
            if (round % 3 != 0) digest.AppendData(s);
            if (round % 7 != 0) digest.AppendData(p);
            digest.AppendData((round & 1) != 0 ? sum : p);
            sum = digest.GetHashAndReset();
        }

        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(p);
        return Encode(sum);
    }

    private static byte[] Repeat(byte[] sum, int length)
    {
        var sequence = new byte[length];
        for (var i = 0; i < length; i++) sequence[i] = sum[i % Size];
        return sequence;
    }

    // 22: three bytes become four letters, lowest bits first; the order of the three bytes rotates each time.
    private static string Encode(byte[] sum)
    {
        var text = new StringBuilder(43);
        var (high, middle, low) = (0, 10, 20);
        for (var group = 0; group < 10; group++)
        {
            Append(text, (sum[high] << 16) | (sum[middle] << 8) | sum[low], 4);
            (high, middle, low) = (low + 1, high + 1, middle + 1);
        }

        Append(text, (sum[31] << 8) | sum[30], 3);
        return text.ToString();
    }

    private static void Append(StringBuilder text, int bits, int letters)
    {
        for (; letters > 0; letters--, bits >>= 6) text.Append(Letters[bits & 63]);
    }
}
