using System.Text.RegularExpressions;

namespace Nodepoint.IspConfig.Mail.Spf;

/// <summary>An SPF record (RFC 7208 4.6.1).</summary>
internal sealed partial class SpfRecord
{
    /// <summary>The text that a record begins with.</summary>
    public const string Version = "v=spf1";

    /// <summary>The largest number of terms that need the DNS, with those of the records that it includes (RFC 7208 4.6.4).</summary>
    public const int MostLookups = 10;

    private SpfRecord(IReadOnlyList<SpfTerm> terms) => Terms = terms;

    /// <summary>The mechanisms and modifiers, in order.</summary>
    public IReadOnlyList<SpfTerm> Terms { get; }

    /// <summary>The mechanisms, in order.</summary>
    public IEnumerable<SpfMechanism> Mechanisms => Terms.OfType<SpfMechanism>();

    /// <summary>The mechanism <c>all</c>, which decides what those before it leave open; null if the record has none.</summary>
    public SpfMechanism? All => Mechanisms.FirstOrDefault(static mechanism => mechanism.Kind == SpfMechanismKind.All);

    /// <summary>The domain whose record is used if no mechanism matches; null if the record has none.</summary>
    public SpfMacroText? Redirect => DomainOf(SpfModifier.Redirect);

    /// <summary>The name of the text that explains a failure; null if the record has none.</summary>
    public SpfMacroText? Explanation => DomainOf(SpfModifier.Explanation);

    /// <summary>The terms that can lead to questions to the DNS: those before <c>all</c>, and a redirect if there is no <c>all</c>.</summary>
    public IEnumerable<SpfTerm> Lookups
    {
        get
        {
            var mechanisms = Mechanisms.TakeWhile(static mechanism => mechanism.Kind != SpfMechanismKind.All).Where(static mechanism => mechanism.NeedsLookup);
            return All is null ? mechanisms.Concat<SpfTerm>(Terms.OfType<SpfModifier>().Where(static modifier => modifier.Name == SpfModifier.Redirect)) : mechanisms;
        }
    }

    /// <summary>Whether the text of a TXT record is an SPF record (RFC 7208 4.5).</summary>
    /// <param name="text">The text.</param>
    public static bool IsSpf(string text) => text.StartsWith(Version, StringComparison.OrdinalIgnoreCase) && (text.Length == Version.Length || text[Version.Length] == ' ');

    /// <summary>Reads a record.</summary>
    /// <param name="text">The text, which begins with the version.</param>
    /// <exception cref="SpfException">The record has a syntax error.</exception>
    public static SpfRecord Parse(string text)
    {
        var record = new SpfRecord([.. TermsOf(text).Select(ParseTerm)]);
        foreach (var name in (ReadOnlySpan<string>)[SpfModifier.Redirect, SpfModifier.Explanation])
            if (record.Terms.OfType<SpfModifier>().Count(modifier => modifier.Name == name) > 1) throw SpfException.OfRecord($"has {name}= twice (RFC 7208 6). Remove one of them");
        return record;
    }

    /// <summary>The texts between the spaces of a record, without the version.</summary>
    /// <param name="text">The text, which begins with the version.</param>
    public static string[] TermsOf(string text) => text[Version.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Reads a term.</summary>
    /// <param name="term">The text.</param>
    /// <exception cref="SpfException">The term has a syntax error.</exception>
    public static SpfTerm ParseTerm(string term)
    {
        if (term.AsSpan().ContainsAnyExceptInRange('!', '~')) throw SpfException.OfTerm(term, "which has characters other than printable ASCII characters");
        if (Modifier().Match(term) is not { Success: true } match) return SpfMechanismReader.Read(term);
        var (name, value) = (match.Groups["name"].Value.ToLowerInvariant(), match.Groups["value"].Value);
        if (name is SpfModifier.Redirect or SpfModifier.Explanation)
            return new SpfModifier(term, name, value) { Domain = SpfMacroText.ParseDomain(value, term, "which needs a domain name after the equal sign") };
        // RFC 7208 6: unknown modifiers are ignored, but their syntax counts.
        SpfMacroText.Parse(value, term, isExplanation: false);
        return new SpfModifier(term, name, value);
    }

    private SpfMacroText? DomainOf(string name) => Terms.OfType<SpfModifier>().FirstOrDefault(modifier => modifier.Name == name)?.Domain;

    [GeneratedRegex(@"^(?<name>[A-Za-z][A-Za-z0-9_.-]*)=(?<value>.*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Modifier();
}
