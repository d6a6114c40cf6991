using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Sessions;

/// <summary>
/// Hashes and compares the passwords of one call ahead of time. This is slow and does not need the panel, so it is done before the
/// call's turn; what was not prepared is computed when it is needed. Nothing is kept after the call.
/// </summary>
internal sealed class PasswordWork
{
    private readonly List<(byte[] Password, string Hash)> hashes = [];
    private (string Password, string Hash, bool IsMatch)? compared;

    public void HashAhead(byte[] password) => hashes.Add((password, ShaCrypt.Hash(password)));

    /// <summary>The hash of a password. A prepared hash is used only once, because each hash has its own salt.</summary>
    public string Hash(byte[] password)
    {
        var at = hashes.FindIndex(made => made.Password.AsSpan().SequenceEqual(password));
        if (at < 0) return ShaCrypt.Hash(password);
        var hash = hashes[at].Hash;
        hashes.RemoveAt(at);
        return hash;
    }

    public void CompareAhead(string password, string hash) => compared = (password, hash, Passwords.Verify(password, hash));

    public bool Verify(object? password, string hash) =>
        compared is { } ahead && password is string text && text == ahead.Password && hash == ahead.Hash ? ahead.IsMatch : Passwords.Verify(password, hash);
}
