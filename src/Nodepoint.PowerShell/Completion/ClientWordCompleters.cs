using System.Globalization;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Sites;

namespace Nodepoint.PowerShell.Completion;

/// <summary>Completes countries, by their two letters.</summary>
public sealed class CountryCompleter() : WordCompleter(Countries.Value)
{
    private static readonly Lazy<(string Text, string Tip)[]> Countries = new(static () =>
    [
        .. CultureInfo.GetCultures(CultureTypes.SpecificCultures).Select(static culture => new RegionInfo(culture.Name)).Where(static region => region.TwoLetterISORegionName is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'])
            .DistinctBy(static region => region.TwoLetterISORegionName).OrderBy(static region => region.TwoLetterISORegionName, StringComparer.Ordinal).Select(static region => (region.TwoLetterISORegionName, region.EnglishName)),
    ]);
}

/// <summary>Completes the kinds of cron jobs that a client may have.</summary>
public sealed class CronTypeCompleter() : WordCompleter([("url", "calls of an address"), ("chrooted", "programs in a jail"), ("full", "all programs")]);

/// <summary>Completes the forms of address.</summary>
public sealed class GenderCompleter() : WordCompleter([("m", "Mr."), ("f", "Ms.")]);

/// <summary>Completes the languages that the panel comes with.</summary>
public sealed class LanguageCompleter() : WordCompleter("ar", "bg", "br", "ca", "cn", "cz", "de", "dk", "el", "en", "es", "fi", "fr", "hr", "hu", "id", "it", "ja", "nl", "pl", "pt", "ro", "ru", "se", "sk", "tr");

/// <summary>Completes the PHP modes that a client may use.</summary>
public sealed class PhpModeCompleter() : WordCompleter(ClientLists.WordsOf<PhpMode>());

/// <summary>Completes the kinds of shell jail that a client may use.</summary>
public sealed class ShellChrootCompleter() : WordCompleter(ClientLists.WordsOf<ShellChroot>());
