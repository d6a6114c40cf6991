namespace Nodepoint.IspConfig.Servers;

/// <summary>Recognizes columns and settings with secret values by their names.</summary>
internal static class SecretName
{
    // Names that contain a secret word but are not secret, such as the minimum length of passwords.
    private static readonly string[] Harmless = ["min_password_length", "min_password_strength", "lost_password_function", "lost_password_reqtime"];

    private static readonly string[] Words =
        ["passw", "_pass", "passphrase", "secret", "credential", "_private", "privatekey", "private key", "ssl_key", "sslkey", "kennwort", "api_key", "api-key", "apikey", "access_key", "accesskey", "id_rsa", "_hash", "activation_code", "otp_"];

    // Too short to match anywhere in a name: matched as separate words and as endings of words (dbpass, authtoken).
    private static readonly string[] Endings = ["pass", "pwd", "token"];

    private static readonly string[] Whole = ["pw", "tokens"];

    /// <summary>Whether a value with this name is a secret.</summary>
    /// <param name="name">The name of a column or setting.</param>
    /// <returns>Whether the name indicates a secret.</returns>
    public static bool Is(string name)
        => name is not null && !Harmless.Contains(name, StringComparer.OrdinalIgnoreCase)
            && (Words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)) || name.Split('_', '-', '.', ' ', '/').Any(IsSecretWord));

    private static bool IsSecretWord(string word)
        => Whole.Contains(word, StringComparer.OrdinalIgnoreCase)
            || (Endings.Any(ending => word.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) && !word.Equals("bypass", StringComparison.OrdinalIgnoreCase));
}
