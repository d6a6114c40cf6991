using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail.Dmarc;

/// <summary>An address that reports are sent to (RFC 7489 6.2): an email address, perhaps with a size limit after an exclamation mark, or a web address.</summary>
/// <param name="Text">What administrators write: reports@example.com, reports@example.com!10m, or https://reports.example.com/.</param>
/// <param name="Domain">The domain of an email address; empty for a web address.</param>
internal sealed record DmarcAddress(string Text, string Domain)
{
    private const string Scheme = "mailto:";

    // The first three end an address in a record; the others would have to be quoted (RFC 5322 3.2.3).
    private static readonly System.Buffers.SearchValues<char> NotInAddress = System.Buffers.SearchValues.Create(",;!()<>[]:\\\"");

    /// <summary>The address as a record has it.</summary>
    public string Uri => Domain.Length > 0 ? Scheme + Text : Text;

    /// <summary>What is wrong with an address of a record and what to write instead, to follow it; null if it is valid.</summary>
    /// <param name="uri">The address.</param>
    public static string? ProblemOf(string uri)
    {
        if (TryRead(uri) is not null) return null;
        if (uri.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return $"where {Excerpt.Of(uri)} is not an email address. Use mailto:reports@example.com";
        return uri.Contains('@', StringComparison.Ordinal) ? $"where {Excerpt.Of(uri)} has no scheme. Use mailto:{uri}" : $"where {Excerpt.Of(uri)} is not an address. Use mailto:reports@example.com";
    }

    /// <summary>Reads an address of a record.</summary>
    /// <param name="uri">The address.</param>
    /// <returns>The address; null if the text is not one.</returns>
    public static DmarcAddress? TryRead(string uri)
    {
        if (uri.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return OfMail(uri[Scheme.Length..]);
        return System.Uri.TryCreate(uri, UriKind.Absolute, out var web) && web.Scheme is "https" or "http" && !uri.AsSpan().ContainsAny(" ;,!") ? new DmarcAddress(uri, "") : null;
    }

    /// <summary>Reads an address as an administrator types it, with or without mailto.</summary>
    /// <param name="typed">The text.</param>
    /// <returns>The address; null if the text is not one.</returns>
    public static DmarcAddress? TryParse(string typed) => TryRead(typed) ?? TryRead(Scheme + typed);

    private static DmarcAddress? OfMail(string text)
    {
        var (address, size) = text.LastIndexOf('!') is >= 0 and var mark ? (text[..mark], text[(mark + 1)..]) : (text, "0");
        var at = address.IndexOf('@', StringComparison.Ordinal);
        if (at <= 0 || address.AsSpan().ContainsAny(NotInAddress) || address.AsSpan().ContainsAnyExceptInRange('!', '~') || !IsSize(size)) return null;
        var domain = address[(at + 1)..];
        return IsDomain(domain) ? new DmarcAddress(text, domain.ToLowerInvariant()) : null;
    }

    private static bool IsSize(string text)
    {
        var digits = text.Length > 0 && text[^1] is 'k' or 'm' or 'g' or 't' or 'K' or 'M' or 'G' or 'T' ? text[..^1] : text;
        return digits.Length > 0 && digits.All(char.IsAsciiDigit);
    }

    private static bool IsDomain(string text)
    {
        var labels = text.Split('.');
        return labels.Length > 1 && text.Length <= DomainText.LongestName && labels[^1].Length > 1 && char.IsAsciiLetter(labels[^1][0])
            && labels.All(static label => label.Length is > 0 and <= DomainText.LongestLabel && label[0] != '-' && label[^1] != '-' && label.All(static one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_'));
    }
}
