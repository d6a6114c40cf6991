using System.Text.Json.Nodes;
using Xunit;

namespace Nodepoint.Tests.Sandbox;

/// <summary>
/// Writes to a sandbox over one connection until the sandbox is killed, and knows what it must contain afterwards. The one call
/// that was not answered was carried out completely or not at all.
/// </summary>
internal sealed class KilledWriter(HttpClient http, string session, int number, int seed)
{
    private readonly Random random = new(seed);
    private readonly List<Mailbox> mailboxes = [];
    private readonly List<string> records = [];
    private readonly List<string> clients = [];
    private readonly string domain = $"w{number}.test";
    private string zone = "";
    private int count;
    private Unanswered? open;

    public async Task PrepareAsync(Uri panel)
    {
        await AskAsync(panel, "mail_domain_add", new { session_id = session, client_id = 1, @params = new { server_id = 1, domain, active = "y" } });
        zone = (string)(await AskAsync(panel, "dns_zone_add", new
        {
            session_id = session,
            client_id = 1,
            @params = new
            {
                server_id = 1, origin = $"{domain}.", ns = $"ns1.{domain}.", mbox = $"hostmaster.{domain}.", serial = "2020010101",
                refresh = 7200, retry = 540, expire = 604800, minimum = 3600, ttl = 3600, active = "Y",
            },
        }))!;
    }

    public async Task WriteAsync(Uri panel, Action answered)
    {
        while (true)
        {
            open = Next();
            JsonNode? answer;
            try
            {
                answer = await AskAsync(panel, open.Function, open.Parameters);
            }
            catch (HttpRequestException)
            {
                return;
            }
            open.Done(answer);
            open = null;
            answered();
        }
    }

    public async Task CheckAsync(Uri panel, StoredPanel stored)
    {
        if (open is { } unanswered && unanswered.IsDone(stored)) unanswered.Done(null);
        open = null;
        foreach (var mailbox in mailboxes) await CheckAsync(panel, stored, mailbox);
        CheckZone(stored);
        foreach (var name in clients) CheckClient(stored, name);
    }

    private Unanswered Next() => random.Next(10) switch
    {
        0 or 1 or 2 or 3 => AddMailbox(),
        4 or 5 when Alive() is { } mailbox => Rename(mailbox),
        6 when Alive() is { } mailbox => Delete(mailbox),
        9 => AddClient(),
        _ => AddRecord(),
    };

    private Unanswered AddMailbox()
    {
        var mailbox = new Mailbox($"{Name()}@{domain}");
        return new Unanswered(
            "mail_user_add",
            new
            {
                session_id = session,
                client_id = 1,
                @params = new { server_id = 1, email = mailbox.Email, login = mailbox.Email, password = "Mb-Pw-123!", name = mailbox.Name, quota = 104857600, uid = 5000, gid = 5000, maildir = $"/var/vmail/{mailbox.Email}", homedir = "/var/vmail" },
            },
            stored => stored.Rows("mail_user", "email", mailbox.Email).Count > 0,
            id =>
            {
                mailbox.Id = (string?)id;
                mailboxes.Add(mailbox);
            });
    }

    private Unanswered Rename(Mailbox mailbox)
    {
        var name = Name();
        return new Unanswered(
            "mail_user_update",
            new { session_id = session, client_id = 1, primary_id = mailbox.Id, @params = new { email = mailbox.Email, name } },
            stored => stored.Rows("mail_user", "email", mailbox.Email).Exists(row => row["name"] == name),
            _ =>
            {
                mailbox.Name = name;
                mailbox.Changes++;
            });
    }

    private Unanswered Delete(Mailbox mailbox) => new(
        "mail_user_delete",
        new { session_id = session, primary_id = mailbox.Id },
        stored => stored.Rows("mail_user", "email", mailbox.Email).Count == 0,
        _ => mailbox.IsDeleted = true);

    private Unanswered AddRecord()
    {
        var name = Name();
        return new Unanswered(
            "dns_a_add",
            new { session_id = session, client_id = 1, @params = new { server_id = 1, zone, name, type = "A", data = "203.0.113.1", aux = 0, ttl = 3600, active = "Y" }, update_serial = true },
            stored => stored.Rows("dns_rr", "name", name).Count > 0,
            _ => records.Add(name));
    }

    private Unanswered AddClient()
    {
        var name = Name();
        return new Unanswered(
            "client_add",
            new
            {
                session_id = session,
                reseller_id = 0,
                @params = new
                {
                    company_name = name, contact_name = name, customer_no = name, username = name, password = "Cl-Pw-1234!", language = "en", usertheme = "default", country = "US",
                    email = $"{name}@{domain}", default_mailserver = 1, mail_servers = "1", default_webserver = 1, web_servers = "1", default_dnsserver = 1, dns_servers = "1",
                    default_slave_dnsserver = 1, default_dbserver = 1, db_servers = "1", web_php_options = "no,php-fpm", ssh_chroot = "no", limit_cron_type = "url",
                    limit_cron_frequency = 5, limit_client = 0, locked = "n", canceled = "n", can_use_api = "n", template_master = 0, template_additional = "",
                },
            },
            stored => stored.Rows("client", "username", name).Count > 0,
            _ => clients.Add(name));
    }

    private async Task CheckAsync(Uri panel, StoredPanel stored, Mailbox mailbox)
    {
        var found = (await AskAsync(panel, "mail_user_get", new { session_id = session, primary_id = new { email = mailbox.Email } }))!.AsArray();
        if (mailbox.IsDeleted)
        {
            Assert.Empty(found);
        }
        else
        {
            var row = Assert.Single(found)!;
            mailbox.Id ??= (string?)row["mailuser_id"];
            Assert.Equal(mailbox.Id, (string?)row["mailuser_id"]);
            Assert.Equal(mailbox.Name, (string?)row["name"]);
            Assert.StartsWith("$6$", (string?)row["password"], StringComparison.Ordinal);
        }
        Assert.Equal((1, mailbox.Changes, mailbox.IsDeleted ? 1 : 0), stored.Logged("mail_user", mailbox.Id!));
    }

    // One call adds a record and raises the serial.
    private void CheckZone(StoredPanel stored)
    {
        var rows = stored.Rows("dns_rr", "zone", zone);
        Assert.Equal(records.Order(), rows.Select(row => row["name"]!).Order());
        foreach (var row in rows) Assert.Equal((1, 0, 0), stored.Logged("dns_rr", row["id"]!));
        Assert.Equal((1, records.Count, 0), stored.Logged("dns_soa", zone));
    }

    private static void CheckClient(StoredPanel stored, string name)
    {
        var client = Assert.Single(stored.Rows("client", "username", name));
        Assert.Equal(1, stored.Logged("client", client["client_id"]!).Added);
        Assert.Equal(name, Assert.Single(stored.Rows("sys_user", "client_id", client["client_id"]))["username"]);
        Assert.Single(stored.Rows("sys_group", "client_id", client["client_id"]));
    }

    private Mailbox? Alive() => mailboxes.FindAll(mailbox => !mailbox.IsDeleted) is { Count: > 0 } alive ? alive[random.Next(alive.Count)] : null;

    private string Name() => $"w{number}x{++count}";

    private async Task<JsonNode?> AskAsync(Uri panel, string function, object parameters)
    {
        var answer = await Call.Async(http, panel, function, parameters);
        Assert.True((string?)answer["code"] == "ok", $"{function}: {answer["message"]}");
        return answer["response"];
    }

    private sealed class Mailbox(string email)
    {
        public string Email { get; } = email;

        public string? Id { get; set; }

        public string Name { get; set; } = email;

        public int Changes { get; set; }

        public bool IsDeleted { get; set; }
    }

    /// <summary>A call in flight: how to find out whether it was carried out, and what to expect if it was.</summary>
    private sealed record Unanswered(string Function, object Parameters, Func<StoredPanel, bool> IsDone, Action<JsonNode?> Done);
}
