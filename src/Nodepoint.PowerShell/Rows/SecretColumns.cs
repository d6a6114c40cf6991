namespace Nodepoint.PowerShell.Rows;

/// <summary>The columns of rows whose values are never shown, whether the cmdlet has a parameter for them or not.</summary>
internal static class SecretColumns
{
    // Parts of the names that people give to columns with secrets.
    private static readonly string[] Words = ["passw", "pwd", "passphrase", "kennwort", "secret", "privatekey", "private_key", "dkim_private", "sslkey", "ssl_key", "token", "apikey", "api_key", "credential"];

    /// <summary>Whether a column can contain a secret.</summary>
    /// <param name="column">The name of the column.</param>
    public static bool Contains(string column)
    {
        var name = column.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        return Array.Exists(Words, word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
    }
}
