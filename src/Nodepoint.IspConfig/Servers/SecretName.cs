namespace Nodepoint.IspConfig.Servers;

/// <summary>Tells from a column's or setting's name that its value is a secret.</summary>
public static class SecretName
{
    // Names that hold one of these words and are none: the length that a password must have.
    private static readonly string[] Harmless = ["min_password_length", "min_password_strength", "lost_password_function", "lost_password_reqtime"];

    private static readonly string[] Words = ["passw", "_pass", "secret", "_private", "ssl_key", "id_rsa", "_hash", "activation_code", "otp_"];

    /// <summary>Whether a value of that name is a secret.</summary>
    /// <param name="name">The name of a column or setting.</param>
    /// <returns>True where the name says so.</returns>
    public static bool Is(string name)
        => name is not null && !Harmless.Contains(name, StringComparer.OrdinalIgnoreCase) && Words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
