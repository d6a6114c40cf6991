using System.Runtime.InteropServices;
using System.Security;

namespace Nodepoint.IspConfig.Model;

/// <summary>Converts secrets to and from <see cref="SecureString"/>.</summary>
internal static class SecretText
{
    /// <summary>Creates a secure string from a text.</summary>
    /// <param name="text">The secret.</param>
    /// <returns>A read-only secure string.</returns>
    public static unsafe SecureString From(ReadOnlySpan<char> text)
    {
        // Appending single characters would lock and reallocate the memory for each of them.
        fixed (char* first = text)
        {
            var secret = text.IsEmpty ? new SecureString() : new SecureString(first, text.Length);
            secret.MakeReadOnly();
            return secret;
        }
    }

    /// <summary>Gets the text of a secret.</summary>
    /// <param name="secret">The secret; null becomes empty.</param>
    /// <returns>The text.</returns>
    public static string Reveal(SecureString? secret)
    {
        if (secret is null || secret.Length == 0) return "";
        var memory = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try { return Marshal.PtrToStringUni(memory, secret.Length); }
        finally { Marshal.ZeroFreeGlobalAllocUnicode(memory); }
    }
}
