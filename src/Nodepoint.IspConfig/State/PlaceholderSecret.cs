using System.Security.Cryptography;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Passwords;

namespace Nodepoint.IspConfig.State;

/// <summary>Makes secrets that nobody knows, for a copy of a panel whose state has none: hashes that no password has, and random passwords.</summary>
internal static class PlaceholderSecret
{
    private const string CryptLetters = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>Makes a secret for a column.</summary>
    /// <param name="noun">The noun.</param>
    /// <param name="ordinal">The ordinal of a secret column.</param>
    /// <returns>The secret; null for a column that objects never need.</returns>
    public static string? For<T>(PanelNoun<T> noun, int ordinal) where T : PanelObject
    {
        if (noun.Hashed is { } hashed && hashed.Ordinal == ordinal)
            return PasswordHash.IsCrypt(hashed.Verifier) ? $"$6${Letters(16)}${Letters(86)}" : "*" + Convert.ToHexString(RandomNumberGenerator.GetBytes(20));
        if (noun is MailDomainNoun) return ordinal == MailDomainNoun.DkimPrivateKeyOrdinal ? MailDomainNoun.UnknownDkimKey : null;
        return noun.Mandatory.Contains(ordinal) ? PasswordGenerator.Generate() : null;
    }

    private static string Letters(int count) => RandomNumberGenerator.GetString(CryptLetters, count);
}
