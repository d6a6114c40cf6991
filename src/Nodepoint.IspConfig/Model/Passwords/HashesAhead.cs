using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Model.Passwords;

/// <summary>The hashes of passwords whose records do not have their turn yet. Safe for many records at the same time.</summary>
internal sealed class HashesAhead
{
    // One password object can be that of many records, and each gets a salt of its own.
    private readonly ConditionalWeakTable<SecureString, ConcurrentQueue<Task<string>>> _hashes = [];

    /// <summary>Begins to hash a password with SHA-512 crypt.</summary>
    /// <param name="password">The password object of the record.</param>
    public void Start(SecureString password)
    {
        try { _hashes.GetOrCreateValue(password).Enqueue(Sha512Crypt.HashAsync(SecretText.Reveal(password), CancellationToken.None)); }
        // The record is refused when it has its turn.
        catch (RuleException) { return; }
    }

    /// <summary>Returns a hash that was begun, once.</summary>
    /// <param name="password">The password object of the record.</param>
    /// <returns>The hash; null if none was begun.</returns>
    public Task<string>? Take(SecureString password) => _hashes.TryGetValue(password, out var begun) && begun.TryDequeue(out var hash) ? hash : null;
}
