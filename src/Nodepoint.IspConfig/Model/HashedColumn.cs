using System.Security;
using Nodepoint.IspConfig.Model.Passwords;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Model;

/// <summary>The password of a noun that leaves this machine as its hash.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="Ordinal">Its column.</param>
/// <param name="Member">The record's name of it, which is the cmdlets' parameter; that of the ready hash ends in Hash.</param>
/// <param name="Reader">Who compares it.</param>
/// <param name="Plain">The password of a record.</param>
/// <param name="Ready">The ready hash of a record.</param>
/// <param name="With">A record with a ready hash and no password.</param>
public sealed record HashedColumn<T>(int Ordinal, string Member, HashedFor Reader, Func<T, SecureString?> Plain, Func<T, SecureString?> Ready, Func<T, SecureString, T> With) where T : PanelObject
{
    /// <summary>
    /// Hashes the password of a record that is to be sent. The panel holds what it gets against its rule, which is the hash
    /// then, so the password is held against it here.
    /// </summary>
    /// <param name="value">The record.</param>
    /// <param name="function">The function that is to get it, for errors.</param>
    /// <param name="lookup">What is known of the panel.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The record with the hash in place of the password; unchanged where it has none or a hash already.</returns>
    /// <exception cref="FormatException">The password is too long, the hash is none, or there are both.</exception>
    /// <exception cref="PanelException">The password is too weak, or the panel cannot be reached.</exception>
    public async ValueTask<T> HashAsync(T value, string function, PanelLookup lookup, CancellationToken cancel)
    {
        var plain = Plain(value);
        if (Ready(value) is { } ready)
        {
            if (plain is not null) throw new FormatException($"There is a password and a hash, and only one of them can be stored. Give -{Member} or -{Member}Hash.");
            return PasswordHash.Complaint(SecretText.Reveal(ready), Reader) is { } wrong ? throw new FormatException($"{wrong} A password in plain text goes with -{Member}.") : value;
        }

        if (plain is null) return value;
        var password = SecretText.Reveal(plain);
        var rule = await lookup.PasswordRuleAsync(cancel).ConfigureAwait(false);
        if (rule.Complaint(password) is { } weak) throw new PanelException(FaultKind.Validation, function, weak);
        // It takes milliseconds by design, which nobody else shall wait for.
        return With(value, SecretText.From(await Task.Run(() => PasswordHash.Of(password, Reader), cancel).ConfigureAwait(false)));
    }
}
