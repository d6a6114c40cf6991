using System.Security.Cryptography;
using System.Text;
using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Sessions;

/// <summary>Compares passwords with hashes.</summary>
internal static class Passwords
{
    public static bool Verify(object? password, string hash)
    {
        var text = Loose.TextArgument(password);
        return hash.StartsWith('$') ? ShaCrypt.Verify(PhpText.StripSlashes(text), hash) : Md5(text) == hash;
    }

    /// <summary>The hash of early versions of the panel, which it still accepts.</summary>
    public static string Md5(string text)
    {
#pragma warning disable CA5351 // The panel's choice, not ours.
        return Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
    }

    /// <summary>MySQL's hash of a database user's password.</summary>
    public static string Mysql(string text)
    {
#pragma warning disable CA5350 // MySQL's choice.
        return "*" + Convert.ToHexString(SHA1.HashData(SHA1.HashData(Encoding.UTF8.GetBytes(text))));
#pragma warning restore CA5350
    }
}
