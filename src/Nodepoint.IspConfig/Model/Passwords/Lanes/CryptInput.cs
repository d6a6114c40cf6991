namespace Nodepoint.IspConfig.Model.Passwords.Lanes;

/// <summary>What the rounds of SHA-512 crypt work on (SHA-crypt.txt, steps 1 to 20).</summary>
/// <param name="Sum">The sum A, which the rounds change.</param>
/// <param name="Password">The sequence P, as long as the password.</param>
/// <param name="Salt">The sequence S, as long as the salt.</param>
internal readonly record struct CryptInput(byte[] Sum, byte[] Password, byte[] Salt);
