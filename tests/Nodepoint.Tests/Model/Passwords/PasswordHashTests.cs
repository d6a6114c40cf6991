using System.Text;
using System.Text.Json;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Passwords;
using Xunit;

namespace Nodepoint.Tests.Model.Passwords;

public sealed class PasswordHashTests
{
    private const string Sha512 = "$6$rounds=5000$toolongsaltstrin$lQ8jolhgVRVhY4b5pZKaysCLi0QBxGoNeKQzQ3glMhwllF7oGDZxUhx1yxdYcz/e1JSbq3y6JMxxl8audkUEm0";
    private const string Sha256 = "$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc8";
    private const string Bcrypt = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
    private const string Apache = "$apr1$TqI9WECO$LHZB2DqRlk9nObiB6vJG9.";

    [Theory]
    [InlineData(Sha512, HashedFor.MailServer, true)]
    [InlineData(Sha512, HashedFor.Server, true)]
    [InlineData(Sha512, HashedFor.WebServer, true)]
    [InlineData(Sha512, HashedFor.Panel, true)]
    [InlineData(Sha512, HashedFor.DatabaseServer, false)]
    [InlineData(Sha256, HashedFor.Panel, true)]
    [InlineData(Bcrypt, HashedFor.Server, true)]
    [InlineData(Bcrypt, HashedFor.Panel, false)]
    [InlineData("{BLF-CRYPT}" + Bcrypt, HashedFor.MailServer, true)]
    [InlineData("{BLF-CRYPT}" + Bcrypt, HashedFor.Server, false)]
    [InlineData("{SSHA512}c2FsdGVkc2FsdGVkc2FsdGVk", HashedFor.MailServer, true)]
    [InlineData("{ARGON2ID}$argon2id$v=19$m=65536,t=3,p=1$c2FsdHNhbHQ$aGFzaGhhc2g", HashedFor.MailServer, true)]
    [InlineData("{PLAIN}Secret-123!", HashedFor.MailServer, false)]
    [InlineData("{SHA512-CRYPT}" + Bcrypt, HashedFor.MailServer, false)]
    [InlineData(Apache, HashedFor.WebServer, true)]
    [InlineData(Apache, HashedFor.Server, false)]
    [InlineData("*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19", HashedFor.DatabaseServer, true)]
    [InlineData("*2470c0c06dee42fd1618bb99005adca2ec9d1e19", HashedFor.DatabaseServer, false)]
    [InlineData("Secret-123!", HashedFor.MailServer, false)]
    [InlineData("", HashedFor.Server, false)]
    [InlineData(Sha512 + "\n", HashedFor.MailServer, false)]
    [InlineData("$6$sa'lt$lQ8jolhgVRVhY4b5pZKaysCLi0QBxGoNeKQzQ3glMhwllF7oGDZxUhx1yxdYcz/e1JSbq3y6JMxxl8audkUEm0", HashedFor.MailServer, false)]
    public void A_hash_is_taken_where_it_is_compared(string hash, HashedFor reader, bool taken)
    {
        var complaint = PasswordHash.Validate(hash, reader);
        Assert.Equal(taken, complaint is null);
        if (hash.Length > 0) Assert.DoesNotContain(hash, complaint ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HashedFor.MailServer)]
    [InlineData(HashedFor.Server)]
    [InlineData(HashedFor.WebServer)]
    [InlineData(HashedFor.Panel)]
    [InlineData(HashedFor.DatabaseServer)]
    public void What_is_made_here_is_compared_there_and_passes_the_panels_rule(HashedFor reader)
    {
        var hash = PasswordHash.Compute("Grüße-123-Köln", reader);
        Assert.Null(PasswordHash.Validate(hash, reader));
        Assert.Null(new PasswordRule(8, 3).Validate(hash));
    }

    /// <summary>MySQL's PASSWORD('password').</summary>
    [Fact]
    public void Databases_have_a_hash_of_their_own() => Assert.Equal("*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19", PasswordHash.Compute("password", HashedFor.DatabaseServer));

    [Fact]
    public void A_hash_is_sent_with_the_flag_for_hashes_and_a_password_without()
    {
        var password = ColumnSet.Empty.With(MailboxNoun.PasswordOrdinal);
        Assert.Equal($$"""{"password":"{{Sha512}}","_ispconfig_pw_crypted":1}""", Written(MailboxNoun.Instance, new Mailbox { PasswordHash = SecretText.From(Sha512) }, password));
        Assert.Equal("""{"password":"Secret-123!"}""", Written(MailboxNoun.Instance, new Mailbox { Password = SecretText.From("Secret-123!") }, password));
        Assert.Equal("""{"name":"Anna"}""", Written(MailboxNoun.Instance, new Mailbox { Name = "Anna", PasswordHash = SecretText.From(Sha512) }, ColumnSet.Empty.With(MailboxNoun.NameOrdinal)));
    }

    [Fact]
    public void A_client_that_is_changed_sends_its_empty_password_along_and_says_nothing_of_a_hash()
        => Assert.Equal("""{"password":"","template_additional":""}""", Written(ClientNoun.Instance, new Client(), ClientNoun.Instance.Resent));

    /// <summary>With the flag for hashes, the panel treats every password of a row as a hash.</summary>
    [Fact]
    public void A_row_with_a_hash_holds_no_other_password()
    {
        var forms = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Contract", "forms.json"))).RootElement.GetProperty("forms");
        var hashed = 0;
        foreach (var noun in PanelNouns.All)
        {
            if (noun.GetType().GetProperty("Hashed")!.GetValue(noun) is not { } column) continue;
            hashed++;
            var ordinal = (int)column.GetType().GetProperty("Ordinal")!.GetValue(column)!;
            var passwords = forms.GetProperty(noun.Form).GetProperty("fields").EnumerateObject().Where(field => field.Value.GetProperty("formtype").GetString() == "PASSWORD").Select(field => field.Name);
            Assert.Equal([noun.Columns[ordinal].Name], passwords.Intersect(noun.Columns.Where(c => c.IsWritten).Select(c => c.Name)));
        }

        Assert.Equal(9, hashed);
    }

    private static string Written<T>(PanelNoun<T> noun, T value, ColumnSet columns) where T : PanelObject
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            noun.Write(writer, value, columns);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
