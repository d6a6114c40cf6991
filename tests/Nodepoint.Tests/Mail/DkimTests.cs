using System.Security.Cryptography;
using CsCheck;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Xunit;

namespace Nodepoint.Tests.Mail;

public sealed class DkimTests
{
    private static readonly DkimKeyPair Key = DkimKeyPair.Generate(1024);

    [Fact]
    public void A_new_key_has_the_form_the_panel_keeps()
    {
        var key = DkimKeyPair.Generate();
        Assert.Equal(2048, key.Bits);
        Assert.Matches(@"\A-----BEGIN RSA PRIVATE KEY-----\n([A-Za-z0-9+/=]{1,64}\n)+-----END RSA PRIVATE KEY-----\n\z", key.ExportPrivateKeyPem());
        Assert.Matches(@"\A-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/=]{1,64}\n)+-----END PUBLIC KEY-----\n\z", key.PublicKeyPem);
        Assert.Equal($"v=DKIM1; t=s; p={key.PublicKey}", DkimRecord.For(key).Value);
        Assert.Equal(key.PublicKeyPem, DkimKeyPair.FromPem(key.ExportPrivateKeyPem()).PublicKeyPem);
    }

    [Theory]
    [InlineData(512)]
    [InlineData(1000)]
    [InlineData(8192)]
    public void A_key_of_a_length_that_is_not_accepted_is_not_created(int bits) => Assert.Throws<RuleException>(() => DkimKeyPair.Generate(bits));

    [Fact]
    public void A_given_key_is_read_in_both_forms_and_with_any_line_ends()
    {
        using var rsa = RSA.Create(1024);
        var key = DkimKeyPair.FromPem(rsa.ExportPkcs8PrivateKeyPem());
        Assert.Equal(key.PublicKey, DkimKeyPair.FromPem(rsa.ExportRSAPrivateKeyPem().ReplaceLineEndings("\r\n")).PublicKey);
        Assert.Equal(rsa.ExportRSAPrivateKeyPem() + "\n", key.ExportPrivateKeyPem());
    }

    [Fact]
    public void What_is_not_a_private_key_is_named_for_what_it_is()
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(1024);
        using var weak = RSA.Create(512);
        Refused(null, "empty");
        Refused("garbage", "not in PEM form");
        Refused(Key.PublicKeyPem, "public DKIM key");
        Refused(ec.ExportECPrivateKeyPem(), "EC PRIVATE KEY");
        Refused(ec.ExportPkcs8PrivateKeyPem(), "not an RSA key");
        Refused(weak.ExportRSAPrivateKeyPem(), "512 bits");
        Refused(Key.ExportPrivateKeyPem() + Key.PublicKeyPem, "2 PEM blocks");
        Refused(rsa.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1)), "passphrase");
        Refused("-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n", "damaged");
        Refused(Key.ExportPrivateKeyPem()[..200], "complete key");

        static void Refused(string? pem, string said) =>
            Assert.Contains(said, Assert.Throws<RuleException>(() => DkimKeyPair.FromPem(pem)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_that_prints_a_key_shows_its_private_half()
    {
        // The lines before the middle contain the modulus, which is also part of the public key.
        var secret = Key.ExportPrivateKeyPem().Split('\n')[^5];
        Assert.DoesNotContain(secret, Key.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, System.Text.Json.JsonSerializer.Serialize(Key), StringComparison.Ordinal);
        var damaged = Key.ExportPrivateKeyPem().Replace(secret, secret[..^4] + "####", StringComparison.Ordinal);
        Assert.DoesNotContain(secret[..20], Assert.Throws<RuleException>(() => DkimKeyPair.FromPem(damaged)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_published_key_is_recognised_however_it_was_written()
    {
        var wrapped = string.Join("\r\n ", Key.PublicKey.Chunk(50).Select(part => new string(part)));
        Assert.True(DkimRecord.Parse($"v=DKIM1; k=rsa;\tt=s ; p={wrapped};").Matches(Key));
        Assert.True(DkimRecord.Parse($"p={Key.PublicKey}").Matches(Key));
        using var rsa = RSA.Create();
        rsa.ImportFromPem(Key.ExportPrivateKeyPem());
        Assert.True(DkimRecord.Parse($"v=DKIM1; p={Convert.ToBase64String(rsa.ExportRSAPublicKey())}").Matches(Key));
        Assert.False(DkimRecord.For(DkimKeyPair.Generate(1024)).Matches(Key));
        Assert.False(DkimRecord.Parse("v=DKIM1; p=AAAA").Matches(Key));
    }

    // RFC 6376 A.3 and 3.6.1, RFC 8463 A.2.
    [Fact]
    public void The_records_of_the_standards_are_read()
    {
        var brisbane = DkimRecord.Parse(
            "v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYt"
            + "IxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhi"
            + "tdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB");
        Assert.Equal(("rsa", false, false), (brisbane.KeyType, brisbane.IsRevoked, brisbane.IsStrict));
        Assert.Equal("ed25519", DkimRecord.Parse("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=").KeyType);
        Assert.True(DkimRecord.Parse("v=DKIM1; p=").IsRevoked);
        var testing = DkimRecord.Parse("v=DKIM1; t=y : s; h=sha256; n=a note; x=unknown; p=AAAA");
        Assert.Equal((true, true, "sha256", "a note"), (testing.IsTesting, testing.IsStrict, testing.Hashes, testing.Note));
        Assert.Equal(testing, DkimRecord.Parse(testing.Value));
        Assert.Contains("; x=unknown; ", testing.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_is_checked_as_receivers_read_it()
    {
        using var weak = RSA.Create(512);
        using var long5120 = RSA.Create(5120);
        var good = DkimKeyPair.Generate().PublicKey;
        var ed25519 = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
        Found($"v=DKIM1; p={good}");
        Found($"k=RSA; h=sha1 : sha256 ; s=email:*; t=s; g=*; x=1; p={good[..100]} {good[100..]};");
        Found($"v=DKIM1; k=ed25519; p={ed25519}");
        Found($"v=DKIM1; p={Key.PublicKey}", "1024 bits. Keys of at least 2048 bits are advised");
        Found($"v=DKIM1; p={Convert.ToBase64String(weak.ExportSubjectPublicKeyInfo())}", "512 bits. Receivers do not accept");
        Found($"v=DKIM1; p={Convert.ToBase64String(weak.ExportRSAPublicKey())}", "512 bits. Receivers do not accept");
        Found($"v=DKIM1; p={Convert.ToBase64String(long5120.ExportSubjectPublicKeyInfo())}", "5120 bits. Not all receivers");
        Found($"v=DKIM1; p={Convert.ToBase64String([.. Convert.FromBase64String(good), 0])}", "cannot read as an RSA key");
        Found($"v=DKIM1; k=ed25519; p={good}", "not an ed25519 key");
        Found($"v=DKIM1; k=ecdsa; p={good}", "has the key type 'ecdsa'");
        Found($"v=DKIM1; h=sha1; p={good}", "does not allow sha256");
        Found($"v=DKIM1; s=tlsrpt; p={good}", "do not use the key for mail");
        Found($"v=DKIM1; t=y:s; p={good}", "is testing DKIM");
        Found("v=DKIM1; p=", "revokes the key");
        Assert.Equal((2048, 256, 0, 0), (DkimRecord.Parse($"p={good}").Bits, DkimRecord.Parse($"k=ed25519; p={ed25519}").Bits, DkimRecord.Parse("p=AAAA").Bits, DkimRecord.Parse("p=").Bits));
        Assert.Equal((true, true, false, false), (DkimRecord.Parse($"t=y; p={Key.PublicKey}").IsUsable, DkimRecord.Parse($"k=ed25519; p={ed25519}").IsUsable, DkimRecord.Parse("p=AAAA").IsUsable, DkimRecord.Parse($"h=sha1; p={good}").IsUsable));

        static void Found(string text, params string[] says)
        {
            var problems = DkimRecord.Parse(text).FindProblems().ToList();
            if (says.Length == 0) Assert.Empty(problems);
            else Assert.Contains(says[^1], Assert.Single(problems).Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("v=spf1 p=x", false)]
    [InlineData("a text", false)]
    [InlineData("v=DKIM1; k=rsa", true)]
    [InlineData("v=DKIM2", true)]
    [InlineData("k=rsa; p = AAAA", true)]
    public void A_text_that_is_meant_as_a_key_is_known_as_one(string text, bool isKey) => Assert.Equal(isKey, DkimRecord.IsMeantBy(text));

    [Theory]
    [InlineData("")]
    [InlineData("v=spf1 mx -all")]
    [InlineData("v=DKIM1; k=rsa")]
    [InlineData("v=DKIM2; p=AAAA")]
    [InlineData("p=AAAA; v=DKIM1")]
    [InlineData("v=DKIM1; p=AAAA; p=BBBB")]
    [InlineData("v=DKIM1; p=!!!!")]
    [InlineData("v=DKIM1; p=AAA")]
    [InlineData("v=DKIM1;; p=AAAA")]
    [InlineData("v=dkim1; p=AAAA")]
    [InlineData("v=DKIM1; 1=x; p=AAAA")]
    [InlineData("v=DKIM1; n=\u00FC; p=AAAA")]
    [InlineData("v=DKIM1; n=\0; p=AAAA")]
    [InlineData("v=DKIM1; p=AA\u00A0AA")]
    public void What_is_not_a_DKIM_record_is_refused(string text) => Assert.False(DkimRecord.TryParse(text, out _));

    [Fact]
    public void Whatever_is_given_is_read_or_refused() =>
        Gen.String.Sample(text =>
        {
            if (DkimRecord.TryParse(text, out var record))
                _ = record.Matches(Key);
            Assert.Throws<RuleException>(() => DkimKeyPair.FromPem(text));
        });

    [Fact]
    public void A_selector_is_checked_as_the_panel_does()
    {
        Assert.Equal("default._domainkey", DkimSelector.RecordName("default"));
        Assert.Equal("s2024.mail._domainkey.xn--mller-kva.de.", DkimSelector.RecordFqdn("s2024.mail", "müller.de"));
        Assert.Contains("'upper'", Assert.Throws<RuleException>(() => DkimSelector.Check("UPPER")).Message, StringComparison.Ordinal);
        Assert.All(["", "Bad Sel!", "a.b.c", "a-b", "a.", "a\n", new string('a', 64)], selector => Assert.False(DkimSelector.IsValid(selector)));
    }
}
