using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Nodepoint.Sandbox.Php;

/// <summary>Hashes passwords as the panel does: SHA-512 crypt, "$6$".</summary>
internal static class ShaCrypt
{
    // The minimum of the format, because tests of a sandbox hash thousands of passwords.
    private const int Rounds = 1000;
    private const string Letters = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static string Hash(byte[] password)
    {
        var salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        return Compute(password, Encoding.ASCII.GetBytes(salt), Rounds, $"$6$rounds={Rounds}${salt}$");
    }

    public static string Hash(string password) => Hash(Encoding.UTF8.GetBytes(password));

    /// <summary>Whether a hash is that of a password; only $6$ hashes can match.</summary>
    public static bool Verify(string password, string hash)
    {
        if (!hash.StartsWith("$6$", StringComparison.Ordinal)) return false;
        var parts = hash[3..].Split('$');
        var rounds = 5000;
        var saltAt = 0;
        if (parts[0].StartsWith("rounds=", StringComparison.Ordinal))
        {
            if (!int.TryParse(parts[0].AsSpan(7), NumberStyles.None, CultureInfo.InvariantCulture, out rounds)) return false;
            saltAt = 1;
        }
        if (parts.Length != saltAt + 2 || rounds is < 1000 or > 1_000_000) return false;
        var prefix = hash[..(hash.LastIndexOf('$') + 1)];
        var salt = Encoding.UTF8.GetBytes(parts[saltAt]);
        return Compute(Encoding.UTF8.GetBytes(password), salt[..Math.Min(16, salt.Length)], rounds, prefix) == hash;
    }

    // Follows Ulrich Drepper's specification step by step.
    private static string Compute(byte[] password, byte[] salt, int rounds, string prefix)
    {
        var sum = Sum([password, salt, password]);
        List<byte[]> parts = [password, salt];
        for (var left = password.Length; left > 0; left -= Sha512.Size) parts.Add(left < Sha512.Size ? sum[..left] : sum);
        for (var bits = password.Length; bits > 0; bits >>= 1) parts.Add((bits & 1) != 0 ? sum : password);
        sum = Sum(parts);

        var p = Sequence(password, password.Length);
        var s = Sequence(salt, 16 + sum[0]);

        Span<byte> block = new byte[Sha512.Size + (2 * p.Length) + s.Length];
        for (var round = 0; round < rounds; round++)
        {
            var length = 0;
            Put(block, (round & 1) != 0 ? p : sum, ref length);
            if (round % 3 != 0) Put(block, s, ref length);
            if (round % 7 != 0) Put(block, p, ref length);
            Put(block, (round & 1) != 0 ? sum : p, ref length);
            Sha512.Hash(block[..length], sum);
        }
        return prefix + Encode(sum);
    }

    private static void Put(Span<byte> block, ReadOnlySpan<byte> part, ref int length)
    {
        part.CopyTo(block[length..]);
        length += part.Length;
    }

    private static byte[] Sum(IEnumerable<byte[]> parts)
    {
        var sum = new byte[Sha512.Size];
        Sha512.Hash(parts.SelectMany(p => p).ToArray(), sum);
        return sum;
    }

    private static byte[] Sequence(byte[] data, int times)
    {
        var sum = Sum(Enumerable.Repeat(data, times));
        return [.. data.Select((_, i) => sum[i % Sha512.Size])];
    }

    private static string Encode(ReadOnlySpan<byte> sum)
    {
        var text = new StringBuilder(86);
        int a = 0, b = 21, c = 42;
        for (var i = 0; i < 21; i++)
        {
            Put(text, sum[a], sum[b], sum[c], 4);
            (a, b, c) = (b + 1, c + 1, a + 1);
        }
        Put(text, 0, 0, sum[63], 2);
        return text.ToString();
    }

    private static void Put(StringBuilder text, int high, int middle, int low, int count)
    {
        for (var bits = (high << 16) | (middle << 8) | low; count > 0; count--, bits >>= 6) text.Append(Letters[bits & 63]);
    }
}
