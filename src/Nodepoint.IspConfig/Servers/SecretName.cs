namespace Nodepoint.IspConfig.Servers;

/// <summary>Tells from a column's or setting's name that its value is a secret.</summary>
internal static class SecretName
{
    // Names that hold one of these words and are none: the length that a password must have.
    private static readonly string[] Harmless = ["min_password_length", "min_password_strength", "lost_password_function", "lost_password_reqtime"];

    private static readonly string[] Words = ["passw", "_pass", "secret", "_private", "ssl_key", "id_rsa", "_hash", "activation_code", "otp_"];

    public static bool Is(string name)
        => !Harmless.Contains(name, StringComparer.OrdinalIgnoreCase) && Words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
