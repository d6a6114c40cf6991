using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Nodepoint.IspConfig.Model.Passwords;

/// <summary>The SCRAM-SHA-256 verifier (RFC 5802, RFC 7677) in the form in which PostgreSQL stores it: <c>SCRAM-SHA-256$4096:salt$StoredKey:ServerKey</c>.</summary>
public static class ScramVerifier
{
    /// <summary>The number of iterations that PostgreSQL uses.</summary>
    public const int DefaultIterations = 4096;

    private const int SaltLength = 16;

    /// <summary>Creates a verifier with a new random salt.</summary>
    /// <param name="password">The password.</param>
    /// <returns>The verifier, ASCII.</returns>
    public static string Hash(string password) => Hash(password, RandomNumberGenerator.GetBytes(SaltLength), DefaultIterations);

    /// <summary>Creates a verifier.</summary>
    /// <param name="password">The password.</param>
    /// <param name="salt">The salt.</param>
    /// <param name="iterations">The number of iterations, from 1.</param>
    /// <returns>The verifier, ASCII.</returns>
    public static string Hash(string password, byte[] salt, int iterations)
    {
        ArgumentNullException.ThrowIfNull(password);
        ArgumentNullException.ThrowIfNull(salt);
        var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(SaslPrep.Prepare(password)), salt, iterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);
        var storedKey = SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));
        var serverKey = HMACSHA256.HashData(salted, "Server Key"u8);
        CryptographicOperations.ZeroMemory(salted);
        return $"SCRAM-SHA-256${iterations.ToString(CultureInfo.InvariantCulture)}:{Convert.ToBase64String(salt)}${Convert.ToBase64String(storedKey)}:{Convert.ToBase64String(serverKey)}";
    }
}
