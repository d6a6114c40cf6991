using System.Security;
using Nodepoint.IspConfig.Model.Passwords;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Model;

/// <summary>A password column of which only the hash is sent to the panel.</summary>
/// <typeparam name="T">The record's type.</typeparam>
/// <param name="Ordinal">The ordinal of the column.</param>
/// <param name="Member">The member's name, which is the cmdlets' parameter; the member for a precomputed hash has the same name with the suffix Hash.</param>
/// <param name="Verifier">What verifies the password.</param>
/// <param name="Password">Gets the password of a record.</param>
/// <param name="Hash">Gets the precomputed hash of a record.</param>
/// <param name="WithHash">Creates a copy of a record with a hash and without a password.</param>
public sealed record HashedColumn<T>(int Ordinal, string Member, HashedFor Verifier, Func<T, SecureString?> Password, Func<T, SecureString?> Hash, Func<T, SecureString, T> WithHash) where T : PanelObject
{
    private readonly HashesAhead _ahead = new();

    /// <summary>What begins to hash the password of a record before the record has its turn, so that hashing runs beside the requests of others.</summary>
    /// <param name="value">The record.</param>
    /// <returns>The action; null if there is nothing to hash, or if hashing it is fast.</returns>
    internal Action? Ahead(T value)
        => PasswordHash.IsCrypt(Verifier) && Hash(value) is null && Password(value) is { } plain ? () => _ahead.Start(plain) : null;

    /// <summary>
    /// Hashes the password of a record before it is sent. The panel would check the hash against its password rule, so the
    /// password is checked against the rule here.
    /// </summary>
    /// <param name="value">The record.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The record with the hash in place of the password; unchanged if it has no password or already has a hash.</returns>
    /// <exception cref="RuleException">The password is too weak or too long, the hash is not valid, or both are specified.</exception>
    /// <exception cref="Panel.Faults.PanelException">The panel cannot be reached.</exception>
    public async ValueTask<T> HashAsync(T value, PanelLookup lookup, CancellationToken cancel)
    {
        var plain = Password(value);
        if (Hash(value) is { } ready)
        {
            if (plain is not null) throw new RuleException(Rule.ConflictingParameters, $"Specify -{Member} or -{Member}Hash, not both: only one of them can be stored.");
            return PasswordHash.Validate(SecretText.Reveal(ready), Verifier) is { } problem ? throw new RuleException(Rule.PasswordHashNotSupported, $"The value of -{Member}Hash {problem} To specify a plain-text password, use -{Member}.") : value;
        }

        if (plain is null) return value;
        var password = SecretText.Reveal(plain);
        var rule = await lookup.PasswordRuleAsync(cancel).ConfigureAwait(false);
        if (rule.Validate(password) is { } weak) throw new RuleException(Rule.InvalidPassword, weak);
        return WithHash(value, SecretText.From(await (_ahead.Take(plain)?.WaitAsync(cancel) ?? PasswordHash.ComputeAsync(password, Verifier, cancel)).ConfigureAwait(false)));
    }
}
