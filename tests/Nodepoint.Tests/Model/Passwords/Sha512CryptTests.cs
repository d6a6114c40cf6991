using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;
using CsCheck;
using Nodepoint.IspConfig.Model.Passwords;
using Nodepoint.IspConfig.Model.Passwords.Lanes;
using Nodepoint.IspConfig.Model.Rules;
using Xunit;

namespace Nodepoint.Tests.Model.Passwords;

public sealed class Sha512CryptTests
{
    /// <summary>The test vectors of the specification (Ulrich Drepper, Unix crypt using SHA-256 and SHA-512).</summary>
    [Theory]
    [InlineData("Hello world!", "$6$saltstring", "$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1")]
    [InlineData("Hello world!", "$6$rounds=10000$saltstringsaltstring", "$6$rounds=10000$saltstringsaltst$OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVNSnCM/UrjmM0Dp8vOuZeHBy/YTBmSK6H9qs/y3RnOaw5v.")]
    [InlineData("This is just a test", "$6$rounds=5000$toolongsaltstring", "$6$rounds=5000$toolongsaltstrin$lQ8jolhgVRVhY4b5pZKaysCLi0QBxGoNeKQzQ3glMhwllF7oGDZxUhx1yxdYcz/e1JSbq3y6JMxxl8audkUEm0")]
    [InlineData("a very much longer text to encrypt.  This one even stretches over morethan one line.", "$6$rounds=1400$anotherlongsaltstring", "$6$rounds=1400$anotherlongsalts$POfYwTEok97VWcjxIiSOjiykti.o/pQs.wPvMxQ6Fm7I6IoYN3CmLs66x9t0oSwbtEW7o7UmJEiDwGqd8p4ur1")]
    [InlineData("we have a short salt string but not a short password", "$6$rounds=77777$short", "$6$rounds=77777$short$WuQyW2YR.hBNpjjRhpYD/ifIw05xdfeEyQoMxIXbkvr0gge1a1x3yRULJ5CCaUeOxFmtlcGZelFl5CxtgfiAc0")]
    [InlineData("a short string", "$6$rounds=123456$asaltof16chars..", "$6$rounds=123456$asaltof16chars..$BtCwjqMJGx5hrJhZywWvt0RLE8uZ4oPwcelCjmw2kSYu.Ec6ycULevoBK25fs2xXgMNrCzIMVcgEJAstJeonj1")]
    [InlineData("the minimum number is still observed", "$6$rounds=10$roundstoolow", "$6$rounds=1000$roundstoolow$kUMsbe306n21p9R.FRkW3IGn.S9NPN0x50YhH1xhLsPuWGsUSklZt58jaTfF4ZEQpyUNGc0dqbpBYYBaHHrsX.")]
    public void The_vectors_of_the_specification_are_met(string password, string setting, string hash) => Assert.Equal(hash, Sha512Crypt.Hash(password, setting));

    [Fact]
    public void A_stored_hash_is_a_setting_for_its_own_password_alone()
    {
        var stored = Sha512Crypt.Hash("Grüße-123-Köln");
        Assert.Matches("^[$]6[$]rounds=5000[$][./0-9A-Za-z]{16}[$][./0-9A-Za-z]{86}$", stored);
        Assert.Equal(stored, Sha512Crypt.Hash("Grüße-123-Köln", stored));
        Assert.NotEqual(stored, Sha512Crypt.Hash("Grüße-123-Koln", stored));
        Assert.NotEqual(stored, Sha512Crypt.Hash("Grüße-123-Köln"));
    }

    [Fact]
    public void A_password_is_its_UTF8()
        => Assert.NotEqual(Sha512Crypt.Hash("ü", "$6$saltstring"), Sha512Crypt.Hash("\u0075\u0308", "$6$saltstring"));

    [Fact]
    public void Longer_passwords_than_servers_compare_are_refused()
    {
        Assert.NotEmpty(Sha512Crypt.Hash(new string('x', 512)));
        var problem = Assert.Throws<RuleException>(() => Sha512Crypt.Hash(new string('ü', 257)));
        Assert.DoesNotContain("ü", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_settings_are_refused() => Assert.Throws<ArgumentException>(() => Sha512Crypt.Hash("x", "$5$saltstring"));

    /// <summary>Lengths around multiples of the digest's 64 bytes, where errors of an implementation are easy to miss.</summary>
    [Fact]
    public void The_platforms_crypt_gives_the_same()
    {
        Assert.SkipUnless(NativeLibrary.TryLoad("libcrypt.so.1", out var library) || NativeLibrary.TryLoad("libcrypt.so.2", out library), "NOT CHECKED against the platform's crypt(3): no libcrypt.so.1 or .2 here.");
        var crypt = Marshal.GetDelegateForFunctionPointer<Crypt>(NativeLibrary.GetExport(library, "crypt"));
        Gen.Select(Gen.Char["aZ09ü☃ $!"].Array[0, 160], Gen.Char["./09AZaz"].Array[1, 20], Gen.Int[1000, 1100], Gen.Bool).Sample((letters, salt, rounds, written) =>
        {
            var (password, setting) = (new string(letters), $"$6${(written ? $"rounds={rounds}$" : "")}{new string(salt)}");
            var theirs = Marshal.PtrToStringUTF8(crypt(Encoding.UTF8.GetBytes(password + '\0'), Encoding.UTF8.GetBytes(setting + '\0')));
            Assert.Equal(theirs, Sha512Crypt.Hash(password, setting));
        }, iter: 200, threads: 1);
    }

    /// <summary>Passwords of all lengths, mixed and alike, as many as there are lanes and fewer.</summary>
    [Fact]
    public void Passwords_side_by_side_get_the_hashes_that_each_gets_alone()
    {
        var sides = new List<(string Name, int Lanes, Action<CryptInput[], int> Run)>();
        if (Avx512F.IsSupported) sides.Add(("AVX-512", Lanes8.Count, (inputs, rounds) => CryptRounds<Lanes8>.Run(inputs, rounds)));
        if (Avx2.IsSupported) sides.Add(("AVX2", Lanes4.Count, (inputs, rounds) => CryptRounds<Lanes4>.Run(inputs, rounds)));
        Assert.SkipWhen(sides.Count == 0, "NOT CHECKED: this processor has neither AVX2 nor AVX-512, so passwords are hashed one after another.");
        foreach (var (name, lanes, run) in sides)
        {
            Gen.Select(Gen.Byte.Array[0, 512], Gen.Byte.Array[1, 16], Gen.Int[0, 60], Gen.Int[1, lanes], Gen.Int[0, 1 << 20]).Sample((longest, salt, rounds, count, seed) =>
            {
                var random = new Random(seed);
                var keys = Enumerable.Range(0, count).Select(_ => longest[..(random.Next(3) > 0 ? Math.Max(0, longest.Length - random.Next(4)) : longest.Length)]).ToList();
                keys = keys.FindAll(key => CryptShape.KindOf(key.Length, salt.Length) == CryptShape.KindOf(keys[0].Length, salt.Length));
                var (together, alone) = (keys.ConvertAll(key => Sha512Crypt.Begin(key, salt)).ToArray(), keys.ConvertAll(key => Sha512Crypt.Begin(key, salt)));
                run(together, rounds);
                foreach (var (one, at) in alone.Select((one, at) => (one, at)))
                {
                    Sha512Crypt.Run(one, rounds);
                    Assert.True(one.Sum.AsSpan().SequenceEqual(together[at].Sum), $"{name}: password {at} of {count}, {keys[at].Length} bytes, salt of {salt.Length} bytes, {rounds} rounds, seed {seed}");
                }
            }, iter: 200, threads: 1);
        }
    }

    [Fact]
    public async Task Passwords_of_many_rows_get_hashes_that_verify()
    {
        var passwords = Enumerable.Range(0, 60).Select(number => new string('x', number % 40) + number).Append("Grüße-123-Köln").ToList();
        var hashes = await Task.WhenAll(passwords.Select(password => Sha512Crypt.HashAsync(password, TestContext.Current.CancellationToken)));
        Assert.Equal(hashes, passwords.Zip(hashes, Sha512Crypt.Hash));
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
        await Assert.ThrowsAsync<RuleException>(() => Sha512Crypt.HashAsync(new string('ü', 257), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void OpenSSL_gives_the_same()
    {
        var start = new ProcessStartInfo("openssl", ["passwd", "-6", "-salt", "saltstring", "-stdin"]) { RedirectStandardInput = true, RedirectStandardOutput = true, StandardInputEncoding = new UTF8Encoding(false) };
        Process? openssl = null;
        try { openssl = Process.Start(start); }
        catch (System.ComponentModel.Win32Exception) { Assert.Skip("NOT CHECKED against openssl passwd -6: no openssl here."); }
        using (openssl)
        {
            openssl!.StandardInput.Write("Grüße-123-Köln\n");
            openssl.StandardInput.Close();
            Assert.Equal(openssl.StandardOutput.ReadToEnd().Trim(), Sha512Crypt.Hash("Grüße-123-Köln", "$6$saltstring"));
        }
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint Crypt(byte[] key, byte[] setting);
}
