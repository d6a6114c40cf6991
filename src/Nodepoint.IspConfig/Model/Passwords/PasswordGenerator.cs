using System.Security.Cryptography;

namespace Nodepoint.IspConfig.Model.Passwords;

/// <summary>Generates passwords.</summary>
public static class PasswordGenerator
{
    /// <summary>The default length of a password.</summary>
    public const int DefaultLength = 20;

    /// <summary>The minimum length of a generated password; the panel's default minimum.</summary>
    public const int ShortestLength = 8;

    /// <summary>The maximum length of a generated password.</summary>
    public const int LongestLength = 128;

    // Without characters that look alike in some fonts (0 O, 1 l I), and without special characters that need escaping in shells,
    // CSV files or URLs. All belong to the classes the panel checks for (validate_password).
    private const string Lower = "abcdefghijkmnopqrstuvwxyz";
    private const string Upper = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    private const string Digits = "23456789";
    private const string Special = "!*+-.:=?@_";

    /// <summary>
    /// Generates a password of random ASCII characters, at least one of each class the panel checks for (lowercase, uppercase, digit,
    /// special), beginning with a letter. It has the panel's strength "Good" from 8 characters and the highest strength from 9.
    /// </summary>
    /// <param name="length">The number of characters, from 8 to 128.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is out of range.</exception>
    public static string Generate(int length = DefaultLength)
    {
        if (length is < ShortestLength or > LongestLength)
            throw new ArgumentOutOfRangeException(nameof(length), length, $"The length of a password must be from {ShortestLength} to {LongestLength} characters.");

        Span<char> password = stackalloc char[length];
        RandomNumberGenerator.GetItems(Lower + Upper + Digits + Special, password);
        // One character of each class; then all but the first, which is a letter, are shuffled.
        password[0] = RandomNumberGenerator.GetItems<char>(Lower + Upper, 1)[0];
        password[1] = RandomNumberGenerator.GetItems<char>(Lower, 1)[0];
        password[2] = RandomNumberGenerator.GetItems<char>(Upper, 1)[0];
        password[3] = RandomNumberGenerator.GetItems<char>(Digits, 1)[0];
        password[4] = RandomNumberGenerator.GetItems<char>(Special, 1)[0];
        RandomNumberGenerator.Shuffle(password[1..]);

        var text = new string(password);
        password.Clear();
        return text;
    }
}
