using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.Policies;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Mail;

/// <summary>The TXT record that publishes the public key of a DKIM key pair, as receivers read it (RFC 6376 3.6.1, RFC 8301, RFC 8463).</summary>
internal sealed record DkimRecord
{
    private const string Rsa = "rsa";
    private const string Ed25519 = "ed25519";

    // RFC 8463 4.2: the public key itself, without the ASN.1 around it.
    private const int Ed25519Bytes = 32;

    // RFC 6376 2.8.
    private static readonly char[] Blanks = [' ', '\t', '\r', '\n'];

    private DkimRecord()
    {
    }

    private delegate void ImportKey(ReadOnlySpan<byte> source, out int read);

    /// <summary>Key type (tag <c>k</c>) in lower case: <c>rsa</c>, the default, or <c>ed25519</c> (RFC 8463).</summary>
    public string KeyType { get; private init; } = Rsa;

    /// <summary>Public key in base64 without whitespace (tag <c>p</c>); empty for a revoked key.</summary>
    public string PublicKey { get; private init; } = "";

    /// <summary>Flags (tag <c>t</c>), joined by colons as written; empty for none.</summary>
    public string Flags { get; private init; } = "";

    /// <summary>Allowed hash algorithms (tag <c>h</c>), joined by colons as written; empty for all.</summary>
    public string Hashes { get; private init; } = "";

    /// <summary>Allowed services (tag <c>s</c>), joined by colons as written; empty for all.</summary>
    public string Services { get; private init; } = "";

    /// <summary>Note for people (tag <c>n</c>), as written.</summary>
    public string Note { get; init; } = "";

    /// <summary>The tags that receivers ignore because no standard defines them, as written and separated by semicolons.</summary>
    public string UnknownTags { get; private init; } = "";

    /// <summary>Whether the key is revoked: mail signed with it is treated as unsigned.</summary>
    public bool IsRevoked => PublicKey.Length == 0;

    /// <summary>Whether the domain is only testing DKIM (flag <c>y</c>).</summary>
    public bool IsTesting => HasFlag("y");

    /// <summary>Whether the key is valid for the domain only, not for its subdomains (flag <c>s</c>), as in the panel's records.</summary>
    public bool IsStrict => HasFlag("s");

    /// <summary>The length of the key in bits; 0 for a revoked key, and for one that receivers cannot read.</summary>
    public int Bits
    {
        get
        {
            if (IsRevoked)
                return 0;
            var key = Convert.FromBase64String(PublicKey);
            if (KeyType == Ed25519)
                return key.Length == Ed25519Bytes ? key.Length * 8 : 0;
            using var rsa = KeyType == Rsa ? ReadRsa(key) : null;
            return rsa?.KeySize ?? 0;
        }
    }

    /// <summary>Text of the record, with the tags in the panel's order: <c>v=DKIM1; t=s; p=...</c></summary>
    public string Value
    {
        get
        {
            var tags = new List<string> { "v=DKIM1" };
            if (KeyType != Rsa)
                tags.Add("k=" + KeyType);
            AddTag(tags, 'h', Hashes);
            AddTag(tags, 's', Services);
            AddTag(tags, 't', Flags);
            AddTag(tags, 'n', Note);
            if (UnknownTags.Length > 0)
                tags.Add(UnknownTags);
            tags.Add("p=" + PublicKey);
            return string.Join("; ", tags);
        }
    }

    /// <summary>Creates the record for a key, identical to the one the panel's web interface creates.</summary>
    /// <param name="key">The key pair.</param>
    public static DkimRecord For(DkimKeyPair key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new DkimRecord { PublicKey = key.PublicKey, Flags = "s" };
    }

    /// <summary>Whether a text at the name of a key is meant as its record, even if receivers cannot read it.</summary>
    /// <param name="text">The text, with its strings joined.</param>
    public static bool IsMeantBy(string text)
        => text.AsSpan().TrimStart().StartsWith("v=DKIM", StringComparison.OrdinalIgnoreCase) || text.Split(';').Any(static part => part.AsSpan().TrimStart() is ['p', .. var rest] && rest.TrimStart() is ['=', ..]);

    /// <summary>Reads the text of a record. Whitespace is allowed where RFC 6376 3.2 allows it; unknown tags are kept.</summary>
    /// <param name="text">The text, with its strings joined.</param>
    /// <param name="problem">Why receivers cannot read the text, to follow the name of the record; empty if they can.</param>
    /// <returns>The record; null if receivers cannot read the text.</returns>
    public static DkimRecord? Read(string? text, out string problem)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        var unknown = new List<string>();
        problem = ReadTags(text ?? "", tags, unknown) ?? "";
        if (problem.Length > 0)
            return null;
        var publicKey = RemoveWhitespace(tags.GetValueOrDefault("p", ""));
        problem = tags.TryGetValue("v", out var version) && version != "DKIM1" ? $"has the version {Excerpt.Of(version)}, which receivers do not know. Begin it with v=DKIM1"
            : !tags.ContainsKey("p") ? "has no tag p, which is the public key. Add it"
            : !Convert.TryFromBase64String(publicKey, new byte[publicKey.Length], out _) ? "has a tag p that is not valid base64 text. The key was probably truncated or changed when it was copied. Copy it again"
            : "";
        return problem.Length > 0 ? null : new DkimRecord
        {
            PublicKey = publicKey,
            KeyType = tags.TryGetValue("k", out var type) ? type.ToLowerInvariant() : Rsa,
            Flags = RemoveWhitespace(tags.GetValueOrDefault("t", "")),
            Hashes = RemoveWhitespace(tags.GetValueOrDefault("h", "")),
            Services = RemoveWhitespace(tags.GetValueOrDefault("s", "")),
            Note = tags.GetValueOrDefault("n", ""),
            UnknownTags = string.Join("; ", unknown),
        };
    }

    /// <summary>Reads the text of a record.</summary>
    /// <param name="text">The text, with its strings joined.</param>
    /// <exception cref="RuleException">The text is not a DKIM record. The message names the cause.</exception>
    public static DkimRecord Parse(string? text)
        => Read(text, out var problem) ?? throw new RuleException(Rule.InvalidDkimKey, $"The DKIM record {problem}.");

    /// <summary>Reads the text of a record without throwing.</summary>
    /// <param name="text">The text, with its strings joined.</param>
    /// <param name="record">The record, or null.</param>
    /// <returns>Whether the text is a DKIM record.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out DkimRecord? record)
    {
        record = Read(text, out _);
        return record is not null;
    }

    /// <summary>Finds why receivers do not use a record that they can read, or not as it seems.</summary>
    public IEnumerable<PolicyProblem> FindProblems()
    {
        if (IsRevoked)
        {
            yield return Advice("has an empty tag p, which revokes the key: receivers treat mail signed with it as not signed");
            yield break;
        }

        if (KeyType is not (Rsa or Ed25519))
            yield return Error($"has the key type {Excerpt.Of(KeyType)}, which receivers do not know. Use rsa or ed25519");
        if (Hashes.Length > 0 && !Hashes.Split(':').Contains("sha256"))
            yield return Error($"has {Excerpt.Of($"h={Hashes}")}, which does not allow sha256, the only hash algorithm that receivers accept (RFC 8301 3.1). Remove the tag");
        if (Services.Length > 0 && !Services.Split(':').Any(static service => service is "*" or "email"))
            yield return Error($"has {Excerpt.Of($"s={Services}")}, so receivers do not use the key for mail. Remove the tag, or use s=email");
        if (IsTesting)
            yield return Advice("has the flag y: the domain is testing DKIM, so receivers may treat its signed mail as not signed. Remove it when signing works");
        switch (KeyType, Bits)
        {
            case (Rsa, 0):
                yield return Advice("has a tag p that receivers cannot read as an RSA key. The key was probably truncated or changed when it was copied");
                break;
            case (Ed25519, 0):
                yield return Error($"has a tag p that is not an ed25519 key, which has {Ed25519Bytes} bytes (RFC 8463 4.2). Use the key itself, without the ASN.1 around it");
                break;
            case (Rsa, < DkimKeyPair.ShortestBits and var bits):
                yield return Error(string.Create(CultureInfo.InvariantCulture, $"has an RSA key of {bits} bits. Receivers do not accept keys of less than {DkimKeyPair.ShortestBits} bits (RFC 8301 3.2). Use {DkimKeyPair.DefaultBits} bits"));
                break;
            case (Rsa, < DkimKeyPair.DefaultBits and var bits):
                yield return Advice(string.Create(CultureInfo.InvariantCulture, $"has an RSA key of {bits} bits. Keys of at least {DkimKeyPair.DefaultBits} bits are advised (RFC 8301 3.2)"));
                break;
            case (Rsa, > DkimKeyPair.LongestBits and var bits):
                yield return Advice(string.Create(CultureInfo.InvariantCulture, $"has an RSA key of {bits} bits. Not all receivers support keys of more than {DkimKeyPair.LongestBits} bits (RFC 8301 3.2)"));
                break;
        }
    }

    /// <summary>Whether receivers can verify with the key what is signed with it.</summary>
    public bool IsUsable => !IsRevoked && Bits > 0 && FindProblems().All(static problem => problem.IsAdvice);

    /// <summary>Whether the record publishes the public key of a key pair, in either of the two common forms (SubjectPublicKeyInfo, PKCS#1).</summary>
    /// <param name="key">The key pair.</param>
    public bool Matches(DkimKeyPair key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (KeyType != Rsa || IsRevoked)
            return false;
        if (PublicKey == key.PublicKey)
            return true;
        using var published = ReadRsa(Convert.FromBase64String(PublicKey));
        return published is not null && Convert.ToBase64String(published.ExportSubjectPublicKeyInfo()) == key.PublicKey;
    }

    /// <summary>The text of the record.</summary>
    public override string ToString() => Value;

    private static RSA? ReadRsa(byte[] key)
    {
        var rsa = RSA.Create();
        foreach (var import in (Func<byte[], int>[])[bytes => Imported(rsa.ImportSubjectPublicKeyInfo, bytes), bytes => Imported(rsa.ImportRSAPublicKey, bytes)])
        {
            try
            {
                // What follows the key makes it unreadable to some receivers.
                if (import(key) == key.Length)
                    return rsa;
            }
            catch (CryptographicException)
            {
                // Try the other form.
            }
        }

        rsa.Dispose();
        return null;
    }

    // What is wrong, to follow the name of the record; null for nothing.
    private static string? ReadTags(string text, Dictionary<string, string> tags, List<string> unknown)
    {
        var parts = text.Split(';');
        for (var index = 0; index < parts.Length; index++)
        {
            var part = parts[index].Trim(Blanks);
            if (part.Length == 0 && index == parts.Length - 1 && index > 0)
                break;
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var tag = equals <= 0 ? "" : part[..equals].TrimEnd(Blanks);
            if (!IsName(tag))
                return $"is not a DKIM record: {Excerpt.Of(part)} is not a tag with a value such as p=...";
            var value = part[(equals + 1)..].TrimStart(Blanks);
            if (value.Any(static character => character is not (>= '!' and <= '~') && !Blanks.Contains(character)))
                return $"has a character in its tag {tag} that is not allowed: {Excerpt.Of(value)}. Use only printable ASCII characters";
            if (tag == "v" && index > 0)
                return "has the tag v after another tag, so receivers ignore the record. Make it the first tag";
            if (!tags.TryAdd(tag, value))
                return $"has the tag {Excerpt.Of(tag)} twice, so receivers ignore the record. Remove one of them";
            if (tag is not ("v" or "k" or "h" or "s" or "t" or "n" or "p"))
                unknown.Add($"{tag}={value}");
        }

        return null;
    }

    // RFC 6376 3.2: a letter, then letters, digits, and underscores.
    private static bool IsName(string tag) => tag is [var first, .. var rest] && char.IsAsciiLetter(first) && rest.All(static character => char.IsAsciiLetterOrDigit(character) || character == '_');

    private static int Imported(ImportKey import, byte[] key)
    {
        import(key, out var read);
        return read;
    }

    private static PolicyProblem Error(string text) => PolicyProblem.Error(DnsConflictKind.DkimSyntax, text);

    private static PolicyProblem Advice(string text) => PolicyProblem.Advice(DnsConflictKind.DkimAdvice, text);

    private static string RemoveWhitespace(string text) => string.Concat(text.Where(static character => !Blanks.Contains(character)));

    private static void AddTag(List<string> tags, char name, string value)
    {
        if (value.Length > 0)
            tags.Add($"{name}={value}");
    }

    private bool HasFlag(string flag) => Flags.Split(':').Contains(flag);
}
