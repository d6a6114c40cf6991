using System.Globalization;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Servers;
using Nodepoint.IspConfig.Sites;

namespace Nodepoint.IspConfig.State;

/// <summary>Writes the lines that copy the content of what a client has on two panels.</summary>
/// <param name="from">The panel that the client was on.</param>
/// <param name="to">The panel that it was copied to.</param>
internal sealed class ContentCopies(PanelLookup from, PanelLookup to)
{
    private const string Dump = "mysqldump --single-transaction --routines --events --triggers";

    // What a website's owner keeps there. The others are made by the server, such as logs, or cannot be changed.
    private static readonly string[] Folders = ["web", "private", "cgi-bin", "webdav"];

    /// <summary>Writes the lines for a client: its mailboxes, its websites, and its databases that both panels have.</summary>
    /// <param name="client">The user name.</param>
    /// <param name="cancel">Cancels the reads.</param>
    public async Task<IReadOnlyList<ContentCopy>> OfAsync(string client, CancellationToken cancel)
    {
        var reference = new Reference<Client>(client);
        var groups = (await from.OwnerAsync(reference, cancel).ConfigureAwait(false), await to.OwnerAsync(reference, cancel).ConfigureAwait(false));
        var (old, now) = (await NamesAsync(from, cancel).ConfigureAwait(false), await NamesAsync(to, cancel).ConfigureAwait(false));
        var copies = new List<ContentCopy>();
        foreach (var (one, other) in await PairsAsync(MailboxNoun.Instance, groups, cancel).ConfigureAwait(false))
            copies.Add(new ContentCopy(client, "NpMailbox", other.Email, now(other.ServerId), Command(one, other, old(one.ServerId), now(other.ServerId))));
        // The folders of its subdomains and alias domains are in the website's directory.
        List<VhostChild> children = [.. await ListAsync(from, WebVhostSubdomainNoun.Instance, groups.Item1, cancel).ConfigureAwait(false), .. await ListAsync(from, WebVhostAliasDomainNoun.Instance, groups.Item1, cancel).ConfigureAwait(false)];
        foreach (var (one, other) in await PairsAsync(WebsiteNoun.Instance, groups, cancel).ConfigureAwait(false))
            copies.Add(new ContentCopy(client, "NpWebsite", other.Domain, now(other.ServerId), Command(one, other, children.FindAll(child => child.WebsiteId == one.Id), old(one.ServerId))));
        foreach (var (one, other) in await PairsAsync(DatabaseNoun.Instance, groups, cancel).ConfigureAwait(false))
            copies.Add(new ContentCopy(client, "NpDatabase", other.Name, now(other.ServerId), Command(one, other, old(one.ServerId))));
        return copies;
    }

    // Directories can be copied as they are if both servers store mail in the same way.
    private static string Command(Mailbox one, Mailbox other, string server, string host)
        => one.MaildirFormat == other.MaildirFormat
            ? $"rsync -aHs --chown={Owner(other)} {Remote(server, one.Maildir.TrimEnd('/') + "/")} {ShellText.Quote(other.Maildir.TrimEnd('/') + "/")}"
            : $"imapsync --host1 {ShellText.Quote(server)} --user1 {ShellText.Quote(one.Login)} --passfile1 old.password --host2 {ShellText.Quote(host)} --user2 {ShellText.Quote(other.Login)} --passfile2 new.password";

    private static string Owner(Mailbox value) => value is { Uid: > 0, Gid: > 0 } ? string.Create(CultureInfo.InvariantCulture, $"{value.Uid}:{value.Gid}") : "vmail:vmail";

    private static string Command(Website one, Website other, List<VhostChild> children, string server)
    {
        var root = one.DocumentRoot.TrimEnd('/');
        var folders = Folders.Concat(children.Select(child => child.WebFolder.Trim('/').Split('/')[0])).Where(folder => folder.Length > 0).Distinct(StringComparer.Ordinal);
        return $"rsync -aHs --chown={ShellText.Quote($"{other.SystemUser}:{other.SystemGroup}")} {string.Join(' ', folders.Select((folder, at) => at == 0 ? Remote(server, $"{root}/{folder}") : ShellText.Quote($":{root}/{folder}")))} {ShellText.Quote(other.DocumentRoot.TrimEnd('/') + "/")}";
    }

    private static string Command(Database one, Database other, string server)
        => one.Type == DatabaseType.PostgreSql
            ? $"ssh {ShellText.Quote($"root@{server}")} {ShellText.Quote($"runuser -u postgres -- pg_dump {ShellText.Quote(one.Name)}")} | runuser -u postgres -- psql {ShellText.Quote(other.Name)}"
            : $"ssh {ShellText.Quote($"root@{server}")} {ShellText.Quote($"{Dump} {ShellText.Quote(one.Name)}")} | mysql {ShellText.Quote(other.Name)}";

    private static string Remote(string server, string path) => ShellText.Quote($"root@{server}:{path}");

    private async Task<List<(T One, T Other)>> PairsAsync<T>(PanelNoun<T> noun, (Owner From, Owner To) groups, CancellationToken cancel) where T : PanelObject
    {
        var others = new Dictionary<string, T>(StringComparer.OrdinalIgnoreCase);
        foreach (var other in await ListAsync(to, noun, groups.To, cancel).ConfigureAwait(false)) others.TryAdd(noun.KeyOf(other), other);
        return [.. (await ListAsync(from, noun, groups.From, cancel).ConfigureAwait(false)).Where(one => others.ContainsKey(noun.KeyOf(one))).Select(one => (one, others[noun.KeyOf(one)])).OrderBy(pair => noun.KeyOf(pair.one), StringComparer.Ordinal)];
    }

    private static async Task<List<T>> ListAsync<T>(PanelLookup lookup, PanelNoun<T> noun, Owner owner, CancellationToken cancel) where T : PanelObject
        => await lookup.Table(noun).ListAsync([new("sys_groupid", owner.GroupId.ToString(CultureInfo.InvariantCulture))], cancel).ConfigureAwait(false);

    private static async Task<Func<long, string>> NamesAsync(PanelLookup lookup, CancellationToken cancel)
    {
        var servers = await new ServerDirectory(lookup.Connection).ListAsync(cancel).ConfigureAwait(false);
        return id => servers.Find(server => server.Id == id)?.Name ?? lookup.Connection.Uri.Host;
    }
}
