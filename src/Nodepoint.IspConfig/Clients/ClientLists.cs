using System.Globalization;
using System.Reflection;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Sites;

namespace Nodepoint.IspConfig.Clients;

/// <summary>Checks the lists of a client: its servers exist, and its modes are words that the panel knows.</summary>
internal static class ClientLists
{
    private static readonly (string Member, Func<Client, string[]> Of)[] Servers =
    [
        (nameof(Client.MailServers), client => client.MailServers), (nameof(Client.XmppServers), client => client.XmppServers), (nameof(Client.WebServers), client => client.WebServers),
        (nameof(Client.DnsServers), client => client.DnsServers), (nameof(Client.DatabaseServers), client => client.DatabaseServers),
    ];

    private static readonly (string Member, Func<Client, string[]> Of, string[] Words)[] Modes =
    [
        (nameof(Client.PhpModes), client => client.PhpModes, WordsOf<PhpMode>()),
        (nameof(Client.ShellChroot), client => client.ShellChroot, WordsOf<ShellChroot>()),
    ];

    /// <summary>The words that the panel knows for the values of an enumeration.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    internal static string[] WordsOf<T>() where T : struct, Enum => [.. typeof(T).GetFields().Select(field => field.GetCustomAttribute<WordAttribute>()?.Text).OfType<string>()];

    /// <summary>Checks the lists that change.</summary>
    /// <param name="before">The client as it is.</param>
    /// <param name="after">The client as it is to be.</param>
    /// <param name="lookup">The panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <exception cref="RuleException">An element is not valid.</exception>
    /// <exception cref="Panel.Faults.PanelException">A server was not found.</exception>
    public static async ValueTask CheckAsync(Client before, Client after, PanelLookup lookup, CancellationToken cancel)
    {
        foreach (var (member, of, words) in Modes)
        {
            if (of(after).AsSpan().SequenceEqual(of(before))) continue;
            if (Array.Find(of(after), word => !words.Contains(word)) is { } unknown)
                throw new RuleException(Rule.ValueOutOfRange, $"-{member} contains {Excerpt.Of(unknown)}, which the panel does not know. Use {string.Join(", ", words)}.");
            // A template can empty them.
            if (of(after).Length == 0 && after.TemplateId == 0) throw new RuleException(Rule.ValueMissing, $"-{member} is empty, which the panel does not accept. Use {string.Join(", ", words)}.");
        }

        foreach (var (member, of) in Servers)
        {
            if (of(after).AsSpan().SequenceEqual(of(before))) continue;
            foreach (var server in of(after))
            {
                if (!long.TryParse(server, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                    throw new RuleException(Rule.ValueOutOfRange, $"-{member} contains {Excerpt.Of(server)}, which is not the ID of a server. Get-NpServer lists the servers.");
                await lookup.CheckServerAsync(id, cancel).ConfigureAwait(false);
            }
        }
    }
}
