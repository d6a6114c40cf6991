using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Sessions;

/// <summary>
/// The slow work with the passwords of one call. It needs nothing of the panel, so it is done before the call has its turn and
/// others have theirs meanwhile; what was not foreseen is done when it is asked for. Nothing outlives the call.
/// </summary>
internal sealed class PasswordWork
{
    private readonly List<(byte[] Password, string Hash)> hashes = [];
    private (string Password, string Hash, bool Fits)? compared;

    public void HashAhead(byte[] password) => hashes.Add((password, ShaCrypt.Hash(password)));

    /// <summary>A hash of a password; each has a salt of its own, so one made ahead is given out once.</summary>
    public string Hash(byte[] password)
    {
        var at = hashes.FindIndex(made => made.Password.AsSpan().SequenceEqual(password));
        if (at < 0) return ShaCrypt.Hash(password);
        var hash = hashes[at].Hash;
        hashes.RemoveAt(at);
        return hash;
    }

    public void CompareAhead(string password, string hash) => compared = (password, hash, Passwords.Fit(password, hash));

    public bool Fit(object? password, string hash) =>
        compared is { } ahead && password is string text && text == ahead.Password && hash == ahead.Hash ? ahead.Fits : Passwords.Fit(password, hash);
}
