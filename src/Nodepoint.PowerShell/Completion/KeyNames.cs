using System.Globalization;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;

namespace Nodepoint.PowerShell.Completion;

/// <summary>The keys of a noun's records on a panel.</summary>
/// <typeparam name="T">The record.</typeparam>
internal static class KeyNames<T> where T : PanelObject
{
    private const int Most = 50;

    private const string Punycode = "xn--";

    private static readonly PanelNoun<T> Noun = PanelNouns.All.OfType<PanelNoun<T>>().Single();

    /// <summary>Where they come from.</summary>
    public static NameSource Source { get; } = new(Noun.Title, ReadAsync);

    /// <summary>What the panel is asked for: it has domains in Punycode, whose beginning differs.</summary>
    /// <param name="text">The beginning of a key.</param>
    public static string StartOf(string text)
    {
        var first = text.AsSpan().IndexOfAnyExceptInRange('\0', '\x7f');
        if (first < 0 || !Noun.NormalizeKey(text + ".example").Contains(Punycode, StringComparison.Ordinal)) return text;
        return text[..(text.LastIndexOfAny(['.', '@'], first) + 1)] + Punycode;
    }

    // The panel reads % as any text. Of what a client's session may not see, the panel returns rows too, so its pages are not whole.
    private static async Task<NameList> ReadAsync(PanelConnection connection, string start, CancellationToken cancel)
    {
        KeyValuePair<string, string>[] filter = start.Length == 0 ? [] : [new(Noun.Columns[Noun.KeyOrdinal].Name, (Noun.HasShortKeys ? "%" : "") + Noun.KeyInColumn(start) + "%")];
        var found = new List<PanelName>();
        await foreach (var value in new PanelTable<T>(connection, Noun).FindAsync(filter, connection.IsClientLogin ? null : new Page(0, Most), cancel).ConfigureAwait(false))
        {
            found.Add(NameOf(value));
            if (found.Count == Most) break;
        }

        return new NameList(start, found, IsComplete: found.Count < Most);
    }

    private static PanelName NameOf(T value)
    {
        var key = Noun.KeyOf(value);
        var readable = key.Contains(Punycode, StringComparison.OrdinalIgnoreCase) ? Readable(key) : key;
        return new PanelName(key, string.Create(CultureInfo.InvariantCulture, $"{Noun.TitleOf(value)} {readable} (ID {value.Id})")) { Id = value.Id, Others = [readable, Noun.ShortKeyOf(value)] };
    }

    private static string Readable(string key)
    {
        var domain = key.LastIndexOf('@') + 1;
        return key[..domain] + DomainText.ToUnicode(key[domain..]);
    }
}
