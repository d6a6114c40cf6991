namespace Nodepoint.IspConfig.Servers;

/// <summary>Tells from a column's or setting's name that its value is a secret.</summary>
public static class SecretName
{
    // Names that hold one of these words and are none: the length that a password must have.
    private static readonly string[] Harmless = ["min_password_length", "min_password_strength", "lost_password_function", "lost_password_reqtime"];

    private static readonly string[] Words =
        ["passw", "_pass", "passphrase", "secret", "credential", "_private", "ssl_key", "api_key", "api-key", "apikey", "access_key", "accesskey", "id_rsa", "_hash", "activation_code", "otp_"];

    // What is too short to be looked for anywhere in a name: words of their own, and how words end (dbpass, authtoken).
    private static readonly string[] Endings = ["pass", "pwd", "token"];

    private static readonly string[] Whole = ["pw", "tokens"];

    /// <summary>Whether a value of that name is a secret.</summary>
    /// <param name="name">The name of a column or setting.</param>
    /// <returns>True where the name says so.</returns>
    public static bool Is(string name)
        => name is not null && !Harmless.Contains(name, StringComparer.OrdinalIgnoreCase)
            && (Words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)) || name.Split('_', '-', '.', ' ', '/').Any(IsSecretWord));

    private static bool IsSecretWord(string word)
        => Whole.Contains(word, StringComparer.OrdinalIgnoreCase)
            || (Endings.Any(ending => word.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) && !word.Equals("bypass", StringComparison.OrdinalIgnoreCase));
}
