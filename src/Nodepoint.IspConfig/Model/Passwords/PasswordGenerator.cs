using System.Security.Cryptography;

namespace Nodepoint.IspConfig.Model.Passwords;

/// <summary>Makes passwords.</summary>
public static class PasswordGenerator
{
    /// <summary>The length a password has if nobody says otherwise.</summary>
    public const int DefaultLength = 20;

    /// <summary>The shortest password it makes; the panel's own minimum in its default setting.</summary>
    public const int ShortestLength = 8;

    /// <summary>The longest password it makes.</summary>
    public const int LongestLength = 128;

    // What looks alike in one font or another (0 O, 1 l I) is left out, and of the special characters those that shells, CSV files
    // and URLs stumble over. All are of the classes the panel looks for (validate_password).
    private const string Lower = "abcdefghijkmnopqrstuvwxyz";
    private const string Upper = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    private const string Digits = "23456789";
    private const string Special = "!*+-.:=?@_";

    /// <summary>
    /// Makes a password of random ASCII characters, at least one of each class the panel looks for (lower and upper case, digit,
    /// special), beginning with a letter. It reaches the panel's strength "Good" from 8 and the highest from 9 characters.
    /// </summary>
    /// <param name="length">How many characters, 8 to 128.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is not within these.</exception>
    public static string Generate(int length = DefaultLength)
    {
        if (length is < ShortestLength or > LongestLength)
            throw new ArgumentOutOfRangeException(nameof(length), length, $"A password has {ShortestLength} to {LongestLength} characters.");

        Span<char> password = stackalloc char[length];
        RandomNumberGenerator.GetItems(Lower + Upper + Digits + Special, password);
        // One of each class, then everything but the first character, a letter, is mixed.
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
