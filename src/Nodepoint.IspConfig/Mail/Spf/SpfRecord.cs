using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail.Spf;

/// <summary>An SPF record (RFC 7208 4.6.1).</summary>
internal sealed partial class SpfRecord
{
    private const string Version = "v=spf1";

    /// <summary>The mechanisms, in order.</summary>
    public IReadOnlyList<SpfMechanism> Mechanisms { get; private init; } = [];

    /// <summary>The domain whose record is used if no mechanism matches; null if the record has none.</summary>
    public SpfMacroText? Redirect { get; private init; }

    /// <summary>The name of the text that explains a failure; null if the record has none.</summary>
    public SpfMacroText? Explanation { get; private init; }

    /// <summary>Whether the text of a TXT record is an SPF record (RFC 7208 4.5).</summary>
    /// <param name="text">The text.</param>
    public static bool IsSpf(string text) => text.StartsWith(Version, StringComparison.OrdinalIgnoreCase) && (text.Length == Version.Length || text[Version.Length] == ' ');

    /// <summary>Reads a record.</summary>
    /// <param name="text">The text, which begins with the version.</param>
    /// <exception cref="SpfException">The record has a syntax error.</exception>
    public static SpfRecord Parse(string text)
    {
        if (text.AsSpan().ContainsAnyExceptInRange(' ', '~')) throw SpfException.Permanent("The record has characters other than visible ASCII characters and spaces.");
        var mechanisms = new List<SpfMechanism>();
        SpfMacroText? redirect = null, explanation = null;
        foreach (var term in text[Version.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Modifier().Match(term) is not { Success: true } modifier)
            {
                mechanisms.Add(ReadMechanism(term));
                continue;
            }

            var value = modifier.Groups["value"].Value;
            switch (modifier.Groups["name"].Value.ToUpperInvariant())
            {
                case "REDIRECT": redirect = redirect is null ? SpfMacroText.ParseDomain(value, term) : throw Twice("redirect"); break;
                case "EXP": explanation = explanation is null ? SpfMacroText.ParseDomain(value, term) : throw Twice("exp"); break;
                // RFC 7208 6: unknown modifiers are ignored, but their syntax counts.
                default: SpfMacroText.Parse(value, term, isExplanation: false); break;
            }
        }

        return new SpfRecord { Mechanisms = mechanisms, Redirect = redirect, Explanation = explanation };
    }

    private static SpfMechanism ReadMechanism(string term)
    {
        if (Mechanism().Match(term) is not { Success: true } match) throw Wrong(term);
        var (name, rest) = (match.Groups["name"].Value.ToUpperInvariant(), match.Groups["rest"].Value);
        var result = match.Groups["qualifier"].Value switch { "-" => SpfResult.Fail, "~" => SpfResult.SoftFail, "?" => SpfResult.Neutral, _ => SpfResult.Pass };
        return name switch
        {
            "ALL" => rest.Length == 0 ? new SpfMechanism(term, result, SpfMechanismKind.All) : throw Wrong(term),
            "INCLUDE" => new SpfMechanism(term, result, SpfMechanismKind.Include) { Domain = Domain(rest, term) ?? throw Wrong(term) },
            "EXISTS" => new SpfMechanism(term, result, SpfMechanismKind.Exists) { Domain = Domain(rest, term) ?? throw Wrong(term) },
            "PTR" => new SpfMechanism(term, result, SpfMechanismKind.Ptr) { Domain = Domain(rest, term) },
            "A" => WithPrefixes(new SpfMechanism(term, result, SpfMechanismKind.A), rest),
            "MX" => WithPrefixes(new SpfMechanism(term, result, SpfMechanismKind.Mx), rest),
            "IP4" => WithAddress(new SpfMechanism(term, result, SpfMechanismKind.IP4), rest, AddressFamily.InterNetwork),
            "IP6" => WithAddress(new SpfMechanism(term, result, SpfMechanismKind.IP6), rest, AddressFamily.InterNetworkV6),
            _ => throw SpfException.Permanent($"The mechanism {Excerpt.Of(term)} does not exist."),
        };
    }

    private static SpfMacroText? Domain(string rest, string term) => rest.Length == 0 ? null : rest[0] == ':' ? SpfMacroText.ParseDomain(rest[1..], term) : throw Wrong(term);

    private static SpfMechanism WithPrefixes(SpfMechanism mechanism, string rest)
    {
        if (Prefixes().Match(rest) is not { Success: true } match) throw Wrong(mechanism.Text);
        return mechanism with
        {
            Domain = match.Groups["domain"] is { Success: true } domain ? SpfMacroText.ParseDomain(domain.Value, mechanism.Text) : null,
            Prefix4 = Prefix(match.Groups["four"], 32, mechanism.Text),
            Prefix6 = Prefix(match.Groups["six"], 128, mechanism.Text),
        };
    }

    private static SpfMechanism WithAddress(SpfMechanism mechanism, string rest, AddressFamily family)
    {
        if (Network().Match(rest) is not { Success: true } match) throw Wrong(mechanism.Text);
        var text = match.Groups["address"].Value;
        var isValid = family == AddressFamily.InterNetwork ? FourNumbers().IsMatch(text) : text.Contains(':', StringComparison.Ordinal) && !text.AsSpan().ContainsAny('%', '[', ']');
        if (!isValid || !IPAddress.TryParse(text, out var address) || address.AddressFamily != family) throw Wrong(mechanism.Text);
        return family == AddressFamily.InterNetwork
            ? mechanism with { Address = address, Prefix4 = Prefix(match.Groups["prefix"], 32, mechanism.Text) }
            : mechanism with { Address = address, Prefix6 = Prefix(match.Groups["prefix"], 128, mechanism.Text) };
    }

    private static int Prefix(Group group, int most, string term)
    {
        if (!group.Success) return most;
        return (group.Length == 1 || group.Value[0] != '0') && int.TryParse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var prefix) && prefix <= most
            ? prefix
            : throw SpfException.Permanent($"The prefix length in {Excerpt.Of(term)} must be a number from 0 to {most}.");
    }

    private static SpfException Wrong(string term) => SpfException.Permanent($"{Excerpt.Of(term)} is not a valid term of an SPF record.");

    private static SpfException Twice(string modifier) => SpfException.Permanent($"The modifier {modifier} is in the record twice.");

    [GeneratedRegex(@"^(?<name>[A-Za-z][A-Za-z0-9_.-]*)=(?<value>.*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Modifier();

    [GeneratedRegex(@"^(?<qualifier>[+?~-]?)(?<name>[A-Za-z][A-Za-z0-9_.-]*)(?<rest>([:/].*)?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Mechanism();

    [GeneratedRegex(@"^(:(?<domain>.*?))?(/(?<four>[0-9]+))?(//(?<six>[0-9]+))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Prefixes();

    [GeneratedRegex(@"^:(?<address>[^/]*)(/(?<prefix>[0-9]+))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Network();

    [GeneratedRegex(@"^((0|[1-9][0-9]{0,2})\.){3}(0|[1-9][0-9]{0,2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex FourNumbers();
}
