using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Nodepoint.IspConfig.Model.Passwords;
using Xunit;

namespace Nodepoint.Tests.Model.Passwords;

/// <summary>The hashes that database servers verify.</summary>
public sealed class DatabasePasswordTests
{
    // The exchange of RFC 7677, section 3: user "user", password "pencil".
    private const string Messages = "n=user,r=rOprNGfwEbeRWgbNEkqO,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";

    [Fact]
    public void A_scram_verifier_verifies_the_exchange_of_rfc_7677()
    {
        var verifier = ScramVerifier.Hash("pencil", Convert.FromBase64String("W22ZaJ0SNY7soEsUEjb6gQ=="), 4096);
        Assert.StartsWith("SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$", verifier, StringComparison.Ordinal);
        var keys = verifier[(verifier.LastIndexOf('$') + 1)..].Split(':');
        var (storedKey, serverKey) = (Convert.FromBase64String(keys[0]), Convert.FromBase64String(keys[1]));

        // The server's signature, and the client's key from its proof.
        Assert.Equal("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", Convert.ToBase64String(HMACSHA256.HashData(serverKey, Encoding.UTF8.GetBytes(Messages))));
        var signature = HMACSHA256.HashData(storedKey, Encoding.UTF8.GetBytes(Messages));
        var clientKey = Convert.FromBase64String("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=").Zip(signature, (proof, mask) => (byte)(proof ^ mask)).ToArray();
        Assert.Equal(storedKey, SHA256.HashData(clientKey));
    }

    // RFC 4013, section 3; the last two contain characters that are not allowed.
    [Theory]
    [InlineData("user", "user")]
    [InlineData("USER", "USER")]
    [InlineData("I\u00ADX", "IX")]
    [InlineData("\u00AA", "a")]
    [InlineData("\u2168", "IX")]
    [InlineData("a\u00A0b", "a b")]
    [InlineData("a\u200Bb", "a b")]
    [InlineData("gr\u00FCn\u0007", "gr\u00FCn\u0007")]
    [InlineData("\u06271", "\u06271")]
    public void A_scram_password_is_prepared_as_servers_do(string password, string prepared) => Assert.Equal(
        ScramVerifier.Hash(prepared, new byte[16], 4096), ScramVerifier.Hash(password, new byte[16], 4096));

    // The example of hashcat's mode 7401.
    [Fact]
    public void A_caching_sha2_hash_is_that_of_mysql() =>
        Assert.Equal("bTy95Y99eAME1dwEkHOA1ndHGBWz.1bxSSRkuTXFGV/", CachingSha2Password.Digest("hashcat", Convert.FromHexString("F9CC98CE08892924F50A213B6BC571A2C11778C5")));

    [Theory]
    [InlineData(HashedFor.CachingSha2, 70)]
    [InlineData(HashedFor.PostgreSql, 133)]
    public void What_is_made_here_is_valid_and_new_each_time(HashedFor verifier, int length)
    {
        var hash = PasswordHash.Compute("Gr\u00FC\u00DFe-123-K\u00F6ln", verifier);
        Assert.Equal(length.ToString(CultureInfo.InvariantCulture), hash.Length.ToString(CultureInfo.InvariantCulture));
        Assert.Null(PasswordHash.Validate(hash, verifier));
        Assert.NotEqual(hash, PasswordHash.Compute("Gr\u00FC\u00DFe-123-K\u00F6ln", verifier));
    }

    [Theory]
    [InlineData("Secret-123!", HashedFor.CachingSha2)]
    [InlineData("Secret-123!", HashedFor.PostgreSql)]
    [InlineData("*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19", HashedFor.CachingSha2)]
    [InlineData("md5a3556571e93b0d20722ba62be61e8c2d", HashedFor.PostgreSql)]
    [InlineData("SCRAM-SHA-1$4096:W22ZaJ0SNY7soEsUEjb6gQ==$x:y", HashedFor.PostgreSql)]
    public void A_hash_of_another_format_is_refused_without_showing_it(string hash, HashedFor verifier)
    {
        var complaint = PasswordHash.Validate(hash, verifier);
        Assert.NotNull(complaint);
        Assert.DoesNotContain(hash, complaint, StringComparison.Ordinal);
    }
}
