using System.Runtime.InteropServices;
using System.Security;

namespace Nodepoint.IspConfig.Model;

/// <summary>Secrets on their way in and out of <see cref="SecureString"/>.</summary>
public static class SecretText
{
    /// <summary>Wraps a text.</summary>
    /// <param name="text">The secret.</param>
    /// <returns>A read-only secure string.</returns>
    public static unsafe SecureString From(ReadOnlySpan<char> text)
    {
        // At once: a character at a time, its memory is locked and grows for each.
        fixed (char* first = text)
        {
            var secret = text.IsEmpty ? new SecureString() : new SecureString(first, text.Length);
            secret.MakeReadOnly();
            return secret;
        }
    }

    /// <summary>The text of a secret, for the wire.</summary>
    /// <param name="secret">The secret; null is empty.</param>
    /// <returns>Its text.</returns>
    public static string Reveal(SecureString? secret)
    {
        if (secret is null || secret.Length == 0) return "";
        var memory = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try { return Marshal.PtrToStringUni(memory, secret.Length); }
        finally { Marshal.ZeroFreeGlobalAllocUnicode(memory); }
    }
}
