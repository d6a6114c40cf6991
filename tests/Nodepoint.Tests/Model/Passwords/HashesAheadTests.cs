using System.Security;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Passwords;
using Nodepoint.IspConfig.Sites;
using Xunit;

namespace Nodepoint.Tests.Model.Passwords;

/// <summary>Passwords are hashed while their rows wait for a slot.</summary>
public sealed class HashesAheadTests
{
    private static readonly SecureString Password = SecretText.From("Mb-Pw-123!");

    [Fact]
    public async Task A_password_that_rows_share_has_a_salt_for_each()
    {
        var ahead = new HashesAhead();
        for (var row = 0; row < 3; row++) ahead.Start(Password);
        var hashes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ahead.Take(Password)!));
        Assert.Equal(3, hashes.Distinct().Count());
        Assert.All(hashes, hash => Assert.Equal(hash, Sha512Crypt.Hash("Mb-Pw-123!", hash)));
        Assert.Null(ahead.Take(Password));
    }

    [Fact]
    public void Only_a_new_password_that_crypt_hashes_is_begun()
    {
        var mailbox = MailboxNoun.Instance.Hashed!;
        Assert.NotNull(mailbox.Ahead(new Mailbox { Password = Password }));
        Assert.Null(mailbox.Ahead(new Mailbox()));
        Assert.Null(mailbox.Ahead(new Mailbox { Password = Password, PasswordHash = SecretText.From("$6$salt$hash") }));
        Assert.Null(DatabaseUserNoun.Instance.Hashed!.Ahead(new DatabaseUser { Password = Password }));
    }

    [Fact]
    public void A_password_that_is_too_long_is_left_to_its_row()
    {
        var ahead = new HashesAhead();
        var password = SecretText.From(new string('x', Sha512Crypt.LongestPassword + 1));
        ahead.Start(password);
        Assert.Null(ahead.Take(password));
    }
}
