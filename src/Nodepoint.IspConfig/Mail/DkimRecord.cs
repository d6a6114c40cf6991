using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Mail;

/// <summary>The TXT record that publishes the public key of a DKIM key pair (RFC 6376 3.6.1).</summary>
internal sealed record DkimRecord
{
    private DkimRecord()
    {
    }

    /// <summary>Key type (tag <c>k</c>) in lower case: <c>rsa</c>, the default, or <c>ed25519</c> (RFC 8463).</summary>
    public string KeyType { get; private init; } = "rsa";

    /// <summary>Public key in base64 without whitespace (tag <c>p</c>); empty for a revoked key.</summary>
    public string PublicKey { get; private init; } = "";

    /// <summary>Flags (tag <c>t</c>), joined by colons as written; empty for none.</summary>
    public string Flags { get; private init; } = "";

    /// <summary>Allowed hash algorithms (tag <c>h</c>), joined by colons as written; empty for all.</summary>
    public string Hashes { get; private init; } = "";

    /// <summary>Allowed services (tag <c>s</c>), joined by colons as written; empty for all.</summary>
    public string Services { get; private init; } = "";

    /// <summary>Note for people (tag <c>n</c>), as written.</summary>
    public string Note { get; private init; } = "";

    /// <summary>Whether the key is revoked: mail signed with it is treated as unsigned.</summary>
    public bool IsRevoked => PublicKey.Length == 0;

    /// <summary>Whether the domain is only testing DKIM (flag <c>y</c>).</summary>
    public bool IsTesting => HasFlag("y");

    /// <summary>Whether the key is valid for the domain only, not for its subdomains (flag <c>s</c>), as in the panel's records.</summary>
    public bool IsStrict => HasFlag("s");

    /// <summary>Text of the record, with the tags in the panel's order: <c>v=DKIM1; t=s; p=...</c></summary>
    public string Value
    {
        get
        {
            var tags = new List<string> { "v=DKIM1" };
            if (KeyType != "rsa")
                tags.Add("k=" + KeyType);
            AddTag(tags, 'h', Hashes);
            AddTag(tags, 's', Services);
            AddTag(tags, 't', Flags);
            AddTag(tags, 'n', Note);
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

    /// <summary>Reads the text of a record. Whitespace is allowed where RFC 6376 3.2 allows it; unknown tags are skipped.</summary>
    /// <param name="text">The text, with its strings joined.</param>
    /// <exception cref="RuleException">The text is not a DKIM record. The message names the cause.</exception>
    public static DkimRecord Parse(string? text)
    {
        var tags = ReadTags(text ?? "");
        if (tags.TryGetValue("v", out var version) && version != "DKIM1")
            throw new RuleException(Rule.InvalidDkimKey, $"The DKIM record has the version {Excerpt.Of(version)}. Only DKIM1 is supported.");
        if (!tags.TryGetValue("p", out var key))
            throw new RuleException(Rule.InvalidDkimKey, "The DKIM record has no tag p, which contains the public key.");

        var publicKey = RemoveWhitespace(key);
        if (!Convert.TryFromBase64String(publicKey, new byte[publicKey.Length], out _))
            throw new RuleException(Rule.InvalidDkimKey, "The tag p of the DKIM record is not valid base64 text. The key was probably truncated or changed when it was copied.");
        return new DkimRecord
        {
            PublicKey = publicKey,
            KeyType = tags.TryGetValue("k", out var type) ? type.ToLowerInvariant() : "rsa",
            Flags = RemoveWhitespace(tags.GetValueOrDefault("t", "")),
            Hashes = RemoveWhitespace(tags.GetValueOrDefault("h", "")),
            Services = RemoveWhitespace(tags.GetValueOrDefault("s", "")),
            Note = tags.GetValueOrDefault("n", ""),
        };
    }

    /// <summary>Reads the text of a record without throwing.</summary>
    /// <param name="text">The text, with its strings joined.</param>
    /// <param name="record">The record, or null.</param>
    /// <returns>Whether the text is a DKIM record.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out DkimRecord? record)
    {
        try
        {
            record = Parse(text);
            return true;
        }
        catch (RuleException)
        {
            record = null;
            return false;
        }
    }

    /// <summary>Whether the record publishes the public key of a key pair, in either of the two common forms (SubjectPublicKeyInfo, PKCS#1).</summary>
    /// <param name="key">The key pair.</param>
    public bool Matches(DkimKeyPair key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (KeyType != "rsa" || IsRevoked)
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
        foreach (var import in (Action<byte[]>[])[bytes => rsa.ImportSubjectPublicKeyInfo(bytes, out _), bytes => rsa.ImportRSAPublicKey(bytes, out _)])
        {
            try
            {
                import(key);
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

    private static Dictionary<string, string> ReadTags(string text)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        var parts = text.Split(';');
        for (var index = 0; index < parts.Length; index++)
        {
            var part = parts[index].Trim();
            if (part.Length == 0 && index == parts.Length - 1 && index > 0)
                break;
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new RuleException(Rule.InvalidDkimKey, $"The text is not a DKIM record: {Excerpt.Of(part)} is not a tag with a value such as p=...");
            var tag = part[..equals].Trim();
            if (tag == "v" && index > 0)
                throw new RuleException(Rule.InvalidDkimKey, "The tag v of a DKIM record must be the first tag.");
            if (!tags.TryAdd(tag, part[(equals + 1)..].Trim()))
                throw new RuleException(Rule.InvalidDkimKey, $"The DKIM record has the tag {Excerpt.Of(tag)} twice.");
        }

        return tags;
    }

    private static string RemoveWhitespace(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character)));

    private static void AddTag(List<string> tags, char name, string value)
    {
        if (value.Length > 0)
            tags.Add($"{name}={value}");
    }

    private bool HasFlag(string flag) => Flags.Split(':').Contains(flag);
}
