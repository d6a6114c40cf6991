using System.Security.Cryptography;

namespace Nodepoint.IspConfig.Model.Passwords.Lanes;

/// <summary>What the message of a round of SHA-512 crypt is made of (SHA-crypt.txt, step 21): bits that say where the sum is, and whether the salt and the password are added.</summary>
internal static class CryptShape
{
    /// <summary>The sum is at the end, and the password at the beginning.</summary>
    public const int Odd = 1;

    /// <summary>The sequence S is added.</summary>
    public const int WithSalt = 2;

    /// <summary>The sequence P is added.</summary>
    public const int WithPassword = 4;

    /// <summary>How many shapes there are.</summary>
    public const int Count = 8;

    /// <summary>The bytes of a block of SHA-512.</summary>
    public const int BlockSize = 128;

    // The mark of the message's end and its length (FIPS 180-4 5.1.2).
    private const int Padding = 17;

    /// <summary>The shape of a round.</summary>
    public static int Of(int round) => (round & Odd) | (round % 3 != 0 ? WithSalt : 0) | (round % 7 != 0 ? WithPassword : 0);

    /// <summary>How many blocks the messages of a shape have.</summary>
    /// <param name="password">The length of the password in bytes.</param>
    /// <param name="salt">The length of the salt in bytes.</param>
    /// <param name="shape">The shape.</param>
    public static int BlocksOf(int password, int salt, int shape)
    {
        var length = SHA512.HashSizeInBytes + password + ((shape & WithSalt) != 0 ? salt : 0) + ((shape & WithPassword) != 0 ? password : 0);
        return (length + Padding + BlockSize - 1) / BlockSize;
    }

    /// <summary>Passwords of the same kind have as many blocks in every round, and can be hashed side by side.</summary>
    /// <param name="password">The length of the password in bytes.</param>
    /// <param name="salt">The length of the salt in bytes.</param>
    public static int KindOf(int password, int salt)
    {
        var kind = 0;
        for (var shape = 0; shape < Count; shape += WithSalt) kind = (kind * 16) + BlocksOf(password, salt, shape);
        return kind;
    }
}
