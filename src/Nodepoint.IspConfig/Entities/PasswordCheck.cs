using System.Security;

namespace Nodepoint.IspConfig.Entities;

/// <summary>Passwords that the panel takes though nobody should have them.</summary>
internal static class PasswordCheck
{
    /// <summary>Refuses an empty password where one was given.</summary>
    public static void NotEmpty(SecureString? password, string title, string name)
    {
        if (password is { Length: 0 }) throw new FormatException($"The password of {title} {name} is empty. Give one, or let one be made with -GeneratePassword.");
    }
}
