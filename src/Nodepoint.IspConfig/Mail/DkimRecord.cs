using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail;

/// <summary>The TXT record that publishes the public half of a DKIM key (RFC 6376 3.6.1).</summary>
public sealed record DkimRecord
{
    private DkimRecord()
    {
    }

    /// <summary>The kind of the key (tag <c>k</c>), lower case: <c>rsa</c> unless said otherwise, or <c>ed25519</c> (RFC 8463).</summary>
    public string KeyType { get; private init; } = "rsa";

    /// <summary>The public key in base64 without blanks (tag <c>p</c>); empty if it was withdrawn.</summary>
    public string PublicKey { get; private init; } = "";

    /// <summary>The flags (tag <c>t</c>), joined by colons as written; empty if there are none.</summary>
    public string Flags { get; private init; } = "";

    /// <summary>The hashes allowed (tag <c>h</c>), joined by colons as written; empty for all.</summary>
    public string Hashes { get; private init; } = "";

    /// <summary>The services allowed (tag <c>s</c>), joined by colons as written; empty for all.</summary>
    public string Services { get; private init; } = "";

    /// <summary>A note for humans (tag <c>n</c>), as written.</summary>
    public string Note { get; private init; } = "";

    /// <summary>Whether the key was withdrawn: mail signed with it counts as unsigned.</summary>
    public bool IsRevoked => PublicKey.Length == 0;

    /// <summary>Whether the domain says it is only testing (flag <c>y</c>).</summary>
    public bool IsTesting => HasFlag("y");

    /// <summary>Whether the key is for the domain itself only, not for its subdomains (flag <c>s</c>), as the panel's own records say.</summary>
    public bool IsStrict => HasFlag("s");

    /// <summary>The text of the record, in the panel's order: <c>v=DKIM1; t=s; p=...</c></summary>
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

    /// <summary>The record for a key, word for word as the panel's own interface makes it.</summary>
    /// <param name="key">The key.</param>
    public static DkimRecord For(DkimKeyPair key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new DkimRecord { PublicKey = key.PublicKey, Flags = "s" };
    }

    /// <summary>Reads the text of a record; blanks and line breaks are taken wherever RFC 6376 3.2 allows them, unknown tags are passed over.</summary>
    /// <param name="text">The text, its pieces joined.</param>
    /// <exception cref="InvalidDkimKeyException">It is no DKIM record; the message says why.</exception>
    public static DkimRecord Parse(string? text)
    {
        var tags = ReadTags(text ?? "");
        if (tags.TryGetValue("v", out var version) && version != "DKIM1")
            throw new InvalidDkimKeyException($"The text is no DKIM record of version DKIM1 but of {Excerpt.Of(version)}.");
        if (!tags.TryGetValue("p", out var key))
            throw new InvalidDkimKeyException("The DKIM record has no tag p, which holds the public key.");

        var bare = Bare(key);
        if (!Convert.TryFromBase64String(bare, new byte[bare.Length], out _))
            throw new InvalidDkimKeyException("The tag p of the DKIM record is no base64 text: the key was cut or changed on its way.");
        return new DkimRecord
        {
            PublicKey = bare,
            KeyType = tags.TryGetValue("k", out var type) ? type.ToLowerInvariant() : "rsa",
            Flags = Bare(tags.GetValueOrDefault("t", "")),
            Hashes = Bare(tags.GetValueOrDefault("h", "")),
            Services = Bare(tags.GetValueOrDefault("s", "")),
            Note = tags.GetValueOrDefault("n", ""),
        };
    }

    /// <summary>Reads the text of a record, without throwing.</summary>
    /// <param name="text">The text, its pieces joined.</param>
    /// <param name="record">The record, or null.</param>
    /// <returns>Whether it is a DKIM record.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out DkimRecord? record)
    {
        try
        {
            record = Parse(text);
            return true;
        }
        catch (InvalidDkimKeyException)
        {
            record = null;
            return false;
        }
    }

    /// <summary>Whether what is published is the public half of a key, in either of the two forms found in the wild (SubjectPublicKeyInfo, PKCS#1).</summary>
    /// <param name="key">The key.</param>
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
                // The other form, or none.
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
                throw new InvalidDkimKeyException($"The text is no DKIM record: {Excerpt.Of(part)} is no tag with a value, as in p=...");
            var tag = part[..equals].Trim();
            if (tag == "v" && index > 0)
                throw new InvalidDkimKeyException("The tag v of a DKIM record has to come first.");
            if (!tags.TryAdd(tag, part[(equals + 1)..].Trim()))
                throw new InvalidDkimKeyException($"The DKIM record has the tag {Excerpt.Of(tag)} twice.");
        }

        return tags;
    }

    private static string Bare(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character)));

    private static void AddTag(List<string> tags, char name, string value)
    {
        if (value.Length > 0)
            tags.Add($"{name}={value}");
    }

    private bool HasFlag(string flag) => Flags.Split(':').Contains(flag);
}
