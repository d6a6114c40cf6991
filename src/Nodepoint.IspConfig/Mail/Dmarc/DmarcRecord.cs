using System.Text.RegularExpressions;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail.Dmarc;

/// <summary>A DMARC record (RFC 7489 6.3). Values that are not valid stay in their tags.</summary>
internal sealed partial class DmarcRecord
{
    /// <summary>The tag that a record begins with.</summary>
    public static readonly DmarcTag Version = DmarcTag.Of("v", "DMARC1");

    private DmarcRecord(IReadOnlyList<DmarcTag> tags) => Tags = tags;

    /// <summary>The tags in order, of which the first is the version.</summary>
    public IReadOnlyList<DmarcTag> Tags { get; }

    /// <summary>The value of a tag; null if the record does not have it, or its value is not valid.</summary>
    /// <param name="tag">The name of the tag.</param>
    public string? this[string tag] => Tags.FirstOrDefault(one => one.Name == tag) is { Problem: null } found ? found.Value : null;

    /// <summary>What receivers should do; null if the record does not say it.</summary>
    public DmarcAction? Policy => ActionOf("p");

    /// <summary>What receivers should do with mail from subdomains; by default, the same as with mail from the domain.</summary>
    public DmarcAction? SubdomainPolicy => ActionOf("sp") ?? Policy;

    /// <summary>The addresses of a tag. Those that are not valid are left out, as receivers do.</summary>
    /// <param name="tag">rua or ruf.</param>
    public IEnumerable<DmarcAddress> AddressesOf(string tag)
        => (Tags.FirstOrDefault(one => one.Name == tag)?.Value.Split(',') ?? []).Select(static address => DmarcAddress.TryRead(address.Trim())).OfType<DmarcAddress>();

    /// <summary>Whether the text of a TXT record is a DMARC record.</summary>
    /// <param name="text">The text.</param>
    public static bool IsDmarc(string text) => Begin().IsMatch(text);

    /// <summary>Reads a record.</summary>
    /// <param name="text">The text, which begins with the version.</param>
    /// <exception cref="DmarcException">The text is not a list of tags.</exception>
    public static DmarcRecord Parse(string text)
    {
        if (!IsDmarc(text)) throw new DmarcException("is not a DMARC policy, because it does not begin with v=DMARC1 in exactly this form, so receivers ignore it. Begin it with 'v=DMARC1; p='");
        var parts = text.Split(';');
        var tags = new List<DmarcTag>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < parts.Length; index++)
        {
            var part = parts[index].Trim();
            if (part.Length == 0)
            {
                if (index == parts.Length - 1) break;
                throw new DmarcException("has two semicolons without a tag between them. Remove one of them");
            }

            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) throw new DmarcException($"has {Excerpt.Of(part)}, which is not a tag with a value. Tags are separated by semicolons");
            var tag = new DmarcTag(part[..equals].Trim().ToLowerInvariant(), part[(equals + 1)..].Trim(), part);
            if (!names.Add(tag.Name)) throw new DmarcException($"has the tag {Excerpt.Of(tag.Name)} twice. Remove one of them");
            tags.Add(tag);
        }

        return new DmarcRecord(tags);
    }

    /// <summary>Reads a record without throwing.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The record; null if the text is not a DMARC record.</returns>
    public static DmarcRecord? TryParse(string text)
    {
        try { return Parse(text); }
        catch (DmarcException) { return null; }
    }

    private DmarcAction? ActionOf(string tag) => this[tag]?.ToLowerInvariant() switch { "none" => DmarcAction.None, "quarantine" => DmarcAction.Quarantine, "reject" => DmarcAction.Reject, _ => null };

    [GeneratedRegex("^v[ \\t]*=[ \\t]*DMARC1[ \\t]*(;|\\z)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Begin();
}
